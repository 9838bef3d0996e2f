// The comparison for people, and as one line for programs.
import type { Figures, LoadName, Result } from './rounds.ts'

export interface Missing {
  readonly what: string
  readonly missing: string
}

export type Row = Readonly<Record<string, string | number>>

const short = (value: number | undefined): number | '–' =>
  value === undefined || Number.isNaN(value) ? '–' : Number(value.toPrecision(3))
const count = (value: number | undefined): number | '–' => (value === undefined ? '–' : Math.round(value))

export function rowOf({ subject, figures, added, residentMB }: Result): Row {
  const of = (name: LoadName, figure: keyof Figures) => figures.get(name)?.[figure]
  const more = (name: LoadName, figure: keyof Figures) => short(added.get(name)?.[figure])
  return {
    what: subject.what,
    'requests/s at 1': count(of('whole, 1', 'perSecond')),
    'at 16': count(of('whole, 16', 'perSecond')),
    'at 64': count(of('whole, 64', 'perSecond')),
    'p50 ms': short(of('whole, 1', 'p50')),
    '+p50': more('whole, 1', 'p50'),
    '+p95': more('whole, 1', 'p95'),
    '+p99': more('whole, 1', 'p99'),
    'first token +p50': more('streamed, 1', 'first50'),
    '+p95 of it': more('streamed, 1', 'first95'),
    'streams/s at 16': count(of('streamed, 16', 'perSecond')),
    'CPU ms': (['cpuMs', 'behindMs'] as const)
      .map(figure => short(of('whole, 16', figure) ?? of('whole, 1', figure)))
      .filter(one => one !== 0)
      .join(' + '),
    'resident MB': residentMB.map(count).join(' + '),
  }
}

/** How many times as many requests a second as `other` answers, by load; what either did not answer is left out. */
export function ratios(one: Result, other: Result): Readonly<Record<string, number>> {
  const loads = { 'at 1': 'whole, 1', 'at 16': 'whole, 16', 'at 64': 'whole, 64' } as const
  return Object.fromEntries(
    Object.entries(loads).flatMap(([name, load]) => {
      const [mine, theirs] = [one, other].map(({ figures }) => figures.get(load)?.perSecond)
      return mine && theirs ? [[name, Number((mine / theirs).toPrecision(3))]] : []
    }),
  )
}
