// Why a neuron was paid what it was paid, as data. Amounts are alpha-rao unless said otherwise; shares are numbers of 2^32.
import type { EvidenceRecord } from '@taonet/neuron'

export interface Verdict {
  readonly uid: number
  readonly hotkey: string
  /** Of all whose weights counted. */
  readonly stakeShare: number
  /** Of the validator's own whole. */
  readonly weight: number
  /** What consensus left of it, and what it cut off. */
  readonly counted: number
  readonly clipped: number
  /** Undefined where the data directory has none. */
  readonly evidence: EvidenceRecord | undefined
}

/** A number of ours beside the chain's. */
export interface Check {
  readonly what: string
  readonly recomputed: bigint
  readonly chain: bigint
}

export interface Destination {
  readonly to: string
  readonly account: string
  readonly alpha: bigint
}

export interface Explanation {
  readonly netuid: number
  readonly uid: number
  readonly hotkey: string
  readonly coldkey: string | undefined
  readonly epoch: {
    readonly index: number
    readonly block: number
    readonly hash: string
    /** What waited before the block, what the block added, and the sum that was handed out. */
    readonly waiting: Parts
    readonly added: Parts
    readonly handedOut: Parts
    /** What awards are shares of: miners' and validators' alpha and root's. */
    readonly pool: bigint
  }
  readonly verdicts: readonly Verdict[]
  readonly consensus: number
  readonly rank: number
  readonly rankOfAll: number
  readonly incentive: number
  /** floor(incentive / (all incentives + all dividends) of the pool), and the same of everybody. */
  readonly pay: {
    readonly incentive: bigint
    readonly incentiveOfAll: bigint
    readonly dividend: bigint
    readonly dividendOfAll: bigint
    /** Set where the subnet's owner may not mine. */
    readonly withheld: bigint
    readonly total: bigint
    /** rao, at `price` rao for an alpha. */
    readonly tao: bigint
    readonly price: bigint
  }
  readonly destinations: readonly Destination[]
  readonly checks: readonly Check[]
  /** Whether every check holds. */
  readonly exact: boolean
}

export interface Parts {
  readonly server: bigint
  readonly validator: bigint
  readonly root: bigint
  readonly ownerCut: bigint
}
