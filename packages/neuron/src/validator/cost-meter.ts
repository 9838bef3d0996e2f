// What verdicts cost, by kind of challenge, and what the validator earned beside it.

import type { EnergyMeter } from './energy.ts'

/** What one or more verdicts took. */
export interface Cost {
  readonly verdicts: number
  /** Asking and judging, waiting for the miner included, for one's turn not. */
  readonly seconds: number
  /** Of this process, with whatever else it did meanwhile. */
  readonly cpuSeconds: number
  /** As miners reported them. */
  readonly tokens: number
  /** Of the whole machine; undefined where it shows none, and CPU seconds have to do. */
  readonly joules: number | undefined
}

export interface CostReport {
  /** Epochs that are summed up: finished ones, at most the newest eight. */
  readonly epochs: number
  readonly kinds: Readonly<Record<string, Cost>>
  readonly total: Cost
  /** Alpha in rao, rounded down, that the validator earned in those epochs, and of it for each verdict. */
  readonly earned: number
  readonly earnedPerVerdict: number
}

export interface VerdictClocks {
  /** Runs the clocks while `work` does: what a verdict waits for its turns costs nobody anything. */
  run<T>(work: () => Promise<T>): Promise<T>
  enter(kind: string, tokens: number): void
}

interface EpochCosts {
  readonly epoch: bigint
  readonly kinds: Map<string, Cost>
  earned: number
}

const KEPT_EPOCHS = 8
const NOTHING: Cost = { verdicts: 0, seconds: 0, cpuSeconds: 0, tokens: 0, joules: undefined }

const plus = (a: Cost, b: Cost): Cost => ({
  verdicts: a.verdicts + b.verdicts,
  seconds: a.seconds + b.seconds,
  cpuSeconds: a.cpuSeconds + b.cpuSeconds,
  tokens: a.tokens + b.tokens,
  joules: b.joules === undefined ? a.joules : (a.joules ?? 0) + b.joules,
})

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** `usage.total_tokens` of an answer in OpenAI's form; 0 of any other. */
export function tokensOf(response: unknown): number {
  if (typeof response !== 'object' || response === null || !('usage' in response)) return 0
  const { usage } = response
  if (typeof usage !== 'object' || usage === null || !('total_tokens' in usage)) return 0
  const { total_tokens: tokens } = usage
  return typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens > 0 ? tokens : 0
}

export class CostMeter {
  readonly #energy: EnergyMeter | undefined
  /** Oldest first; the last is running. */
  #epochs: EpochCosts[] = []

  constructor(energy: EnergyMeter | undefined) {
    this.#energy = energy
  }

  /** Costs from here on belong to this epoch. */
  turn(epoch: bigint): void {
    if (this.#epochs.at(-1)?.epoch === epoch) return
    this.#epochs = [...this.#epochs, { epoch, kinds: new Map<string, Cost>(), earned: 0 }].slice(
      -KEPT_EPOCHS - 1,
    )
  }

  /** What the chain paid at the end of an epoch. */
  earn(epoch: bigint, alpha: number): void {
    const found = this.#epochs.find(one => one.epoch === epoch)
    if (found) found.earned = alpha
  }

  /** The clocks of one verdict. */
  start(): VerdictClocks {
    let spent: Cost = { ...NOTHING, verdicts: 1 }
    return {
      run: async work => {
        const seconds = performance.now()
        const cpu = cpuSeconds()
        const joules = this.#energy?.()
        try {
          return await work()
        } finally {
          spent = plus(spent, {
            verdicts: 0,
            seconds: (performance.now() - seconds) / 1_000,
            cpuSeconds: cpuSeconds() - cpu,
            tokens: 0,
            joules: joules === undefined ? undefined : (this.#energy?.() ?? joules) - joules,
          })
        }
      },
      enter: (kind, tokens) => this.#enter(kind, { ...spent, tokens }),
    }
  }

  /** The finished epochs; while there is none, the running one, which has earned nothing yet. */
  report(): CostReport {
    const finished = this.#epochs.slice(0, -1)
    const epochs = finished.length > 0 ? finished : this.#epochs
    const kinds = new Map<string, Cost>()
    for (const one of epochs)
      for (const [kind, cost] of one.kinds) kinds.set(kind, plus(kinds.get(kind) ?? NOTHING, cost))
    const total = [...kinds.values()].reduce(plus, NOTHING)
    const earned = epochs.reduce((sum, one) => sum + one.earned, 0)
    return {
      epochs: finished.length,
      kinds: Object.fromEntries(kinds),
      total,
      earned,
      earnedPerVerdict: total.verdicts === 0 ? 0 : earned / total.verdicts,
    }
  }

  #enter(kind: string, cost: Cost): void {
    const running = this.#epochs.at(-1)
    running?.kinds.set(kind, plus(running.kinds.get(kind) ?? NOTHING, cost))
  }
}
