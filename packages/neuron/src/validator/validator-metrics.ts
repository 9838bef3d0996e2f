// A validator's counters on one subnet, as plain values.

import type { CostReport } from './cost-meter.ts'
import type { DetectionLine } from './detection-power.ts'
import type { Incident } from './incident-log.ts'
import type { WeightsAlarm } from './weight-alarm.ts'

export interface ScoreLine {
  readonly uid: number
  /** The combined score, 0 … 1, that the next weights are made of. */
  readonly score: number
  readonly probes: number
  /** Milliseconds, exponential average. */
  readonly latency: number
  /** Answered something unsafe: its score is 0 whatever it is worth. */
  readonly vetoed: boolean
}

export interface ValidatorMetrics {
  readonly netuid: number
  readonly probes: number
  readonly probeFailures: number
  readonly commits: number
  readonly reveals: number
  /** Commits whose window passed without a reveal: each is an alarm. */
  readonly missedReveals: number
  /** Undefined while weights reach the chain. */
  readonly alarm: WeightsAlarm | undefined
  readonly epoch: number
  readonly scores: readonly ScoreLine[]
  readonly costs: CostReport
  /** At the last finished epoch's number of probes; of the running one while none is finished. */
  readonly detection: readonly DetectionLine[]
  /** The public log's newest, newest first, and how many it has in all. */
  readonly incidents: readonly Incident[]
  readonly incidentCount: number
}
