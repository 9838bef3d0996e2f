// Everybody in turn, round after round, so that what else the machine does meets all alike; medians over the rounds.
import type { Load, Measured } from './load.ts'
import { type Use, useOfAll } from './use.ts'

export interface Subject {
  readonly what: string
  readonly port: number
  readonly headers?: Readonly<Record<string, string>>
  /** Of what stands between the caller and the answer; the first is who is called. */
  readonly pids: readonly number[]
  /** Too slow, or unable, for more than one connection and whole answers. */
  readonly onlyOne?: boolean
}

export const LOADS = {
  'whole, 1': { connections: 1, streamed: false },
  'whole, 16': { connections: 16, streamed: false },
  'whole, 64': { connections: 64, streamed: false },
  'streamed, 1': { connections: 1, streamed: true },
  'streamed, 16': { connections: 16, streamed: true },
} as const satisfies Readonly<Record<string, Pick<Load, 'connections' | 'streamed'>>>
export type LoadName = keyof typeof LOADS
const ALL = Object.keys(LOADS) as LoadName[]

export interface Figures extends Omit<Measured, 'answers' | 'sent'> {
  /** Processor time a request, of who is called and of those behind. */
  readonly cpuMs: number
  readonly behindMs: number
}

export interface Result {
  readonly subject: Subject
  /** Medians over the rounds. */
  readonly figures: ReadonlyMap<LoadName, Figures>
  /** Medians of the differences to the first subject's figures of the same round. */
  readonly added: ReadonlyMap<LoadName, Figures>
  /** What went wrong instead, once each. */
  readonly failures: readonly string[]
  /** By process, after all rounds. */
  readonly residentMB: readonly (number | undefined)[]
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2
}

const NAMES = [
  'perSecond',
  'p50',
  'p95',
  'p99',
  'first50',
  'first95',
  'refused',
  'cpuMs',
  'behindMs',
] as const

function mediansOf(rounds: readonly Figures[], less: readonly Figures[] = []): Figures {
  const of = (name: (typeof NAMES)[number]): number =>
    median(rounds.map((round, at) => round[name] - (less[at]?.[name] ?? 0)))
  return {
    perSecond: of('perSecond'),
    p50: of('p50'),
    p95: of('p95'),
    p99: of('p99'),
    first50: of('first50'),
    first95: of('first95'),
    refused: of('refused'),
    cpuMs: of('cpuMs'),
    behindMs: of('behindMs'),
  }
}

export interface Rounds {
  readonly rounds: number
  /** Of each measurement. */
  readonly seconds: number
  readonly warmUpSeconds: number
}

/** The first subject is what the others are compared with. */
export async function compare(
  subjects: readonly Subject[],
  load: (load: Load) => Promise<Measured>,
  { rounds, seconds, warmUpSeconds }: Rounds,
): Promise<readonly Result[]> {
  const noted = new Map(subjects.map(one => [one, new Map<LoadName, Figures[]>()]))
  const failures = new Map(subjects.map(one => [one, new Set<string>()]))
  const run = async (one: Subject, name: LoadName, forSeconds: number): Promise<Figures | undefined> => {
    const { port, headers = {}, pids } = one
    const [called, ...behind] = pids.map(pid => [pid])
    const spent = async () => [await useOfAll(called ?? []), await useOfAll(behind.flat())] as const
    const before = await spent()
    try {
      const { answers, sent, ...measured } = await load({
        port,
        headers,
        ...LOADS[name],
        seconds: forSeconds,
      })
      const after = await spent()
      const each = (at: 0 | 1): number => ((after[at]?.cpuMs ?? Number.NaN) - (before[at]?.cpuMs ?? 0)) / sent
      return { ...measured, cpuMs: each(0), behindMs: each(1) }
    } catch (thrown) {
      failures.get(one)?.add(`${name}: ${thrown instanceof Error ? thrown.message : thrown}`)
      return undefined
    }
  }
  const speaks = (one: Subject, name: LoadName): boolean => one.onlyOne !== true || name === 'whole, 1'
  for (const one of subjects)
    for (const name of ['whole, 16', 'streamed, 16'] as const)
      if (speaks(one, name)) await run(one, name, warmUpSeconds)

  for (let round = 0; round < rounds; round++)
    // Nobody always comes right after the same one.
    for (const name of ALL)
      for (const at of subjects.keys()) {
        const one = subjects[(at + round) % subjects.length]
        const figures = one && speaks(one, name) ? await run(one, name, seconds) : undefined
        const byLoad = one && noted.get(one)
        if (figures) byLoad?.set(name, [...(byLoad.get(name) ?? []), figures])
      }

  const first = subjects[0] && noted.get(subjects[0])
  return Promise.all(
    [...noted].map(async ([subject, byLoad]): Promise<Result> => {
      const uses = await Promise.all(subject.pids.map(pid => useOfAll([pid])))
      return {
        subject,
        figures: new Map([...byLoad].map(([name, measured]) => [name, mediansOf(measured)])),
        added: new Map([...byLoad].map(([name, measured]) => [name, mediansOf(measured, first?.get(name))])),
        failures: [...(failures.get(subject) ?? [])],
        residentMB: uses.map((use: Use | undefined) => use?.residentMB),
      }
    }),
  )
}
