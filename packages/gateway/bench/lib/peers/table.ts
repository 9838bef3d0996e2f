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
    'CPU ms': short(of('whole, 16', 'cpuMs') ?? of('whole, 1', 'cpuMs')),
    'resident MB': residentMB.map(count).join(' + '),
  }
}

/** How many times as many requests a second as `other` answers, by load. */
export function ratios(one: Result, other: Result): Readonly<Record<string, number>> {
  const by = (name: LoadName): number =>
    Number(
      ((one.figures.get(name)?.perSecond ?? 0) / (other.figures.get(name)?.perSecond ?? 0)).toPrecision(3),
    )
  return { 'at 1': by('whole, 1'), 'at 16': by('whole, 16'), 'at 64': by('whole, 64') }
}
