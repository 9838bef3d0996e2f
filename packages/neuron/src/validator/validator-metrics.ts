// A validator's counters on one subnet, as plain values.

export interface ScoreLine {
  readonly uid: number
  /** The combined score, 0 … 1, that the next weights are made of. */
  readonly score: number
  readonly probes: number
  /** Milliseconds, exponential average. */
  readonly latency: number
}

export interface ValidatorMetrics {
  readonly netuid: number
  readonly probes: number
  readonly probeFailures: number
  readonly commits: number
  readonly reveals: number
  /** Commits whose window passed without a reveal: each is an alarm. */
  readonly missedReveals: number
  readonly epoch: number
  readonly scores: readonly ScoreLine[]
}
