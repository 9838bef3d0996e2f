// What routing knows of each miner: its breaker, how much of ours it has under way, and how much it takes.
import type { AccountId } from '@taonet/wire'
import type { Candidate } from '../network.ts'
import { AdaptiveLimit } from './adaptive-limit.ts'
import { Breaker, type BreakerState } from './breaker.ts'
import type { Clock } from './clock.ts'

/** More than any network has seats; the longest unused are forgotten first. */
const MOST = 4_096
/** At first. Beyond it others are asked, and only when they have as much too it is found out whether it takes more. */
const AT_ONCE = 8

export class Standing {
  readonly breaker = new Breaker()
  readonly limit = new AdaptiveLimit(AT_ONCE)
  /** Where it was met last. */
  seat: { readonly netuid: number; readonly uid: number }
  underWay = 0

  constructor({ target: { netuid, uid } }: Candidate) {
    this.seat = { netuid, uid }
  }

  /** Of what it takes, the part that is in use. */
  get load(): number {
    return this.underWay / this.limit.value
  }

  get hasRoom(): boolean {
    return this.load < 1
  }
}

export interface MinerState {
  readonly netuid: number
  readonly uid: number
  readonly breaker: BreakerState
  readonly under_way: number
}

export class Standings {
  readonly #clock: Clock
  readonly #kept = new Map<AccountId, Standing>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  of(miner: Candidate): Standing {
    const { hotkey } = miner
    const known = this.#kept.get(hotkey)
    if (known) {
      known.seat = miner.target
      return known
    }
    const standing = new Standing(miner)
    this.#kept.set(hotkey, standing)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest)
    return standing
  }

  /**
   * The same miners in the same order, but the full ones after those with room, the least full first, the failing ones after
   * these, and whoever was unsafe last.
   */
  ordered(candidates: readonly Candidate[]): Candidate[] {
    const now = this.#clock.now()
    const rank = (miner: Candidate): number => {
      const standing = this.of(miner)
      if (standing.breaker.state(now) !== 'closed') return Number.MAX_VALUE
      return standing.hasRoom ? 0 : standing.load
    }
    const ranked = candidates.map(miner => ({
      miner,
      unsafe: Number(miner.vetoed ?? false),
      rank: rank(miner),
    }))
    return ranked.sort((a, b) => a.unsafe - b.unsafe || a.rank - b.rank).map(({ miner }) => miner)
  }

  isWell(miner: Candidate): boolean {
    return this.of(miner).breaker.state(this.#clock.now()) === 'closed'
  }

  states(): MinerState[] {
    const now = this.#clock.now()
    return [...this.#kept.values()].map(({ seat: { netuid, uid }, breaker, underWay }) => ({
      netuid,
      uid,
      breaker: breaker.state(now),
      under_way: underWay,
    }))
  }
}
