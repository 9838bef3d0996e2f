// A miner's counters, as plain values.

export interface MinerMetrics {
  readonly requests: number
  /** Refusals by HTTP status. */
  readonly refused: Readonly<Record<number, number>>
  readonly active: number
  readonly waiting: number
  readonly cancelled: number
  readonly failed: number
}
