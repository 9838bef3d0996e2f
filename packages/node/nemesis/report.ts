// What came out of a run, for readers and for scripts.
export interface RoundReport {
  readonly faults: readonly string[]
  /** Seconds from healing until every validator had a block that was decided after it; undefined: not within patience. */
  readonly recovered: number | undefined
}

export interface Report {
  readonly seed: number
  readonly validators: number
  /** Milliseconds between blocks, as configured. */
  readonly blockTime: number
  readonly seconds: number
  readonly blocks: number
  readonly rounds: readonly RoundReport[]
  readonly operations: {
    readonly invoked: number
    readonly acknowledged: number
    readonly included: number
  }
  /** Milliseconds between blocks: with all validators, and with one of them gone; undefined where no two blocks were seen. */
  readonly interval: { readonly normal: number | undefined; readonly oneDown: number | undefined }
  /** How often a validator's process ended by itself and was started again. */
  readonly losses: number
  readonly notes: readonly string[]
  /** Bounds of time that were missed (RECOVERY_SECONDS, SLOWER_WITH_ONE_DOWN): a loaded machine's fault, or ours. */
  readonly slow: readonly string[]
  /** Promises that were broken. */
  readonly violations: readonly string[]
}

export const RECOVERY_SECONDS = 20
export const SLOWER_WITH_ONE_DOWN = 1.5

export const slowest = ({ rounds }: Report): number =>
  Math.max(0, ...rounds.map(({ recovered }) => recovered ?? Number.POSITIVE_INFINITY))

/** Bounds of time that the rounds and intervals miss. */
export function slowParts({ rounds, interval }: Pick<Report, 'rounds' | 'interval'>): readonly string[] {
  const slow = rounds
    .filter(({ recovered }) => recovered !== undefined && recovered > RECOVERY_SECONDS)
    .map(({ faults, recovered }) => `${recovered?.toFixed(1)} s to recover from ${faults.join(', ')}`)
  const { normal, oneDown } = interval
  if (normal !== undefined && oneDown !== undefined && oneDown > SLOWER_WITH_ONE_DOWN * normal)
    slow.push(
      `${Math.round(oneDown)} ms between blocks with one validator down, ${Math.round(normal)} with all`,
    )
  return slow
}

export function textOf(report: Report): string {
  const { seed, seconds, blocks, rounds, operations, interval, losses, notes, slow, violations } = report
  const { invoked, acknowledged, included } = operations
  const ms = (value: number | undefined): string =>
    value === undefined ? 'not measured' : `${Math.round(value)} ms`
  return [
    `seed ${seed}: ${Math.round(seconds)} s, ${blocks} blocks, ${rounds.length} rounds, all recovered within ${slowest(report).toFixed(1)} s`,
    `operations: ${invoked} sent, ${acknowledged} acknowledged, ${included} in blocks; processes started again: ${losses}`,
    `block interval: ${ms(interval.normal)}; with one down: ${ms(interval.oneDown)}`,
    ...notes.map(note => `note: ${note}`),
    ...slow.map(one => `slow: ${one}`),
    ...violations.map(one => `✘ ${one}`),
    violations.length === 0 ? '✔ no violation' : `✘ ${violations.length} violations`,
  ].join('\n')
}
