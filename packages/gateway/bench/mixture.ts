// Does the network beat its best miner? `npm run bench:mixture [-- FILE.gguf …]`: held-out tasks of ten families, every miner by
// itself, and the gateway's `auto` in each of its forms; the router has seen published scores and nothing else. Files named are
// other people's models that join the pool. Nothing is timed: figures follow from weights and seeds.
import { readFileSync } from 'node:fs'
import { referenceEncoder } from '@taonet/models'
import { featuresOfVector } from '../src/mixture/features.ts'
import type { Combiners } from '../src/mixture/plan.ts'
import type { Embed } from '../src/mixture/standing.ts'
import { bootstrap, type Interval, percent } from './lib/bootstrap.ts'
import { published } from './lib/mixture-lessons.ts'
import { type Member, openMember, weightFiles } from './lib/mixture-pool.ts'
import {
  type Answers,
  askedAs,
  atBest,
  byChance,
  hashed,
  type RouteOptions,
  routed,
  textOf,
  uniform,
} from './lib/mixture-run.ts'
import { families, heldOut } from './lib/mixture-tasks.ts'

const SEEDS = [1, 2, 3]
const EACH = 50
/** Challenges that each miner was asked before, two tasks of any of the 21 families each. */
const PROBES = 150

const ONE: Combiners = { exact: 'one', degree: 'one' }
const VOTE: Combiners = { exact: 'vote', degree: 'vote' }
const TOKENS: Combiners = { exact: 'tokens', degree: 'tokens' }

const pool: Member[] = []
for (const { path, role } of weightFiles(process.argv.slice(2))) pool.push(await openMember(path, role))
const generalist = pool.findIndex(({ role }) => role === 'generalist')
const encoder = await referenceEncoder()
const encoded: Embed = async prompts => (await encoder.embed(prompts)).map(featuresOfVector)

async function answersOf(seed: number): Promise<Answers> {
  const items = heldOut(seed, EACH)
  const texts: string[][] = []
  for (const member of pool) {
    const said: string[] = []
    for (const { prompt } of items) said.push(textOf(await member.ask(askedAs(prompt))))
    texts.push(said)
    console.log(`seed ${seed}: ${member.name} has answered`)
  }
  return { items, texts }
}

/** By name: a mark for each item of each seed, in one order for all. */
const marks = new Map<string, number[]>()
const note = (name: string, right: readonly number[]): void => {
  marks.set(name, [...(marks.get(name) ?? []), ...right])
}
const joined = new Map<string, number>()
const seen: boolean[] = []
const family: string[] = []

for (const seed of SEEDS) {
  const lessons = await published(pool, seed, PROBES, name => console.log(`seed ${seed}: ${name} was probed`))
  const answers = await answersOf(seed)
  seen.push(...answers.items.map(item => item.seen))
  family.push(...answers.items.map(item => item.family))
  for (const [uid, { name }] of pool.entries())
    note(
      name,
      answers.items.map((item, at) => Number(item.right(answers.texts[uid]?.[at] ?? ''))),
    )
  note('random choice', byChance(answers))
  note('uniform ensemble', uniform(answers))
  note('any miner right (bound)', atBest(answers))
  const route = async (name: string, some: Partial<RouteOptions> & Pick<RouteOptions, 'combiners'>) => {
    const result = await routed({ pool, lessons, answers, embed: hashed, ...some })
    note(name, result.right)
    joined.set(name, (joined.get(name) ?? 0) + result.joined)
    console.log(`seed ${seed}: ${name} ${bootstrap(result.right, name).mean.toFixed(3)}`)
  }
  const without = new Set([generalist])
  await route('auto, top-1', { combiners: ONE })
  await route('auto, vote', { combiners: VOTE })
  await route('auto, token mixture', { combiners: TOKENS })
  await route('auto, top-1, no generalist', { combiners: ONE, without })
  await route('auto, vote, no generalist', { combiners: VOTE, without })
  await route('auto, token mixture, no generalist', { combiners: TOKENS, without })
  await route('auto, top-1, clusters of the sentence encoder', { combiners: ONE, embed: encoded })
}
for (const member of pool) await member.close()
await encoder.close()

const of = (name: string): readonly number[] => marks.get(name) ?? []
const over = (name: string, keep: (at: number) => boolean): Interval =>
  bootstrap(
    of(name).filter((_, at) => keep(at)),
    name,
  )
const rows = [...marks.keys()].map(name => ({
  name,
  all: percent(over(name, () => true)),
  'seen phrasings': percent(over(name, at => seen[at] === true)),
  'unseen phrasings': percent(over(name, at => seen[at] === false)),
  joined: joined.get(name),
}))
console.table(rows)

const miners = pool.map(({ name }) => name)
const mean = (name: string): number => over(name, () => true).mean
const best = miners.toSorted((a, b) => mean(b) - mean(a))[0] ?? ''
console.table(
  families.map(one => ({
    family: one,
    'best single': over(best, at => family[at] === one).mean.toFixed(2),
    generalist: over(pool[generalist]?.name ?? '', at => family[at] === one).mean.toFixed(2),
    'auto, top-1': over('auto, top-1', at => family[at] === one).mean.toFixed(2),
    'auto, vote': over('auto, vote', at => family[at] === one).mean.toFixed(2),
    'auto, token mixture': over('auto, token mixture', at => family[at] === one).mean.toFixed(2),
    bound: over('any miner right (bound)', at => family[at] === one).mean.toFixed(2),
  })),
)

function verdict(title: string, auto: string, against: string): string {
  const gain = bootstrap(
    of(auto).map((mark, at) => mark - (of(against)[at] ?? 0)),
    `${auto} − ${against}`,
  )
  const word = gain.low > 0 ? 'WON' : gain.high < 0 ? 'LOST' : 'TIED'
  return `${title}: ${auto} − ${against} = ${percent(gain)} → ${word}`
}
const verdicts = ['auto, top-1', 'auto, vote', 'auto, token mixture'].flatMap(auto => [
  verdict('against the best single miner', auto, best),
  verdict('against the equal-total generalist', auto, pool[generalist]?.name ?? ''),
  verdict(
    'without it in the pool, against the equal-total generalist',
    `${auto}, no generalist`,
    pool[generalist]?.name ?? '',
  ),
])
console.log(verdicts.join('\n'))
console.log('expected:', readFileSync(new URL('expected-mixture.json', import.meta.url), 'utf8').trim())
