// What was measured, as tables and verdicts; losses read like wins.
import { bootstrap, type Interval, percent } from './bootstrap.ts'
import { ENCODED, type Measured, NO_GENERALIST, WAYS } from './mixture-measure.ts'
import type { Member } from './mixture-pool.ts'
import { families, type Item } from './mixture-tasks.ts'

export interface Report {
  readonly rows: readonly Record<string, unknown>[]
  readonly families: readonly Record<string, unknown>[]
  readonly verdicts: readonly string[]
}

const wordOf = ({ low, high }: Interval): string => (low > 0 ? 'WON' : high < 0 ? 'LOST' : 'TIED')

export function reportOf({ items, marks, joined }: Measured, pool: readonly Member[]): Report {
  const of = (name: string): readonly number[] => marks.get(name) ?? []
  const over = (name: string, keep: (item: Item) => boolean): Interval =>
    bootstrap(
      of(name).filter((_, at) => items[at] !== undefined && keep(items[at])),
      name,
    )
  const mean = (name: string, keep: (item: Item) => boolean = () => true): number => {
    const some = of(name).filter((_, at) => items[at] !== undefined && keep(items[at]))
    return some.reduce((sum, mark) => sum + mark, 0) / Math.max(1, some.length)
  }
  const miners = pool.map(({ name }) => name)
  // Chosen with hindsight, on the very items: the hardest one to beat.
  const best = miners.toSorted((a, b) => mean(b) - mean(a))[0] ?? ''
  const generalist = pool.find(({ role }) => role === 'generalist')?.name ?? ''
  const verdict = (title: string, auto: string, against: string): string => {
    const gain = bootstrap(
      of(auto).map((mark, at) => mark - (of(against)[at] ?? 0)),
      `${auto} − ${against}`,
    )
    return `${title}: ${auto} − ${against} = ${percent(gain)} → ${wordOf(gain)}`
  }
  return {
    rows: [...marks.keys()].map(name => ({
      name,
      all: percent(over(name, () => true)),
      'seen phrasings': percent(over(name, ({ seen }) => seen)),
      'unseen phrasings': percent(over(name, ({ seen }) => !seen)),
      joined: joined.get(name) ?? '',
    })),
    families: families.map(family => {
      const within = (name: string): string => mean(name, item => item.family === family).toFixed(2)
      return {
        family,
        [best]: within(best),
        ...(best === generalist ? {} : { [generalist]: within(generalist) }),
        ...Object.fromEntries(WAYS.map(way => [way, within(way)])),
        bound: within('any miner right (bound)'),
      }
    }),
    verdicts: [
      ...(marks.has(ENCODED) ? [verdict('against hashed words', ENCODED, WAYS[0])] : []),
      ...WAYS.flatMap((way, i) => [
        verdict('against the best single miner', way, best),
        verdict('against the equal-total generalist', way, generalist),
        verdict('against it, without it in the pool', `${way}${NO_GENERALIST}`, generalist),
        ...(i === 0 ? [] : [verdict('against one expert at a time', way, WAYS[0])]),
      ]),
    ],
  }
}
