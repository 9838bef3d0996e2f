// What every route of the gateway works with.
import type { Logger } from 'pino'
import type { OpenAccounts } from './accounts/index.ts'
import type { Account } from './answer-headers.ts'
import type { AnswerCache } from './cache/cache.ts'
import type { Gate } from './gate/gate.ts'
import type { Metrics } from './metrics.ts'
import type { Planner } from './mixture/mixture.ts'
import type { Moderator } from './moderations/moderator.ts'
import type { Network } from './network.ts'
import type { Ranking } from './ranking.ts'
import type { Receipts } from './receipts/index.ts'
import type { Router } from './router.ts'
import type { ServiceLevel } from './slo/service-level.ts'

export interface Serving {
  readonly network: Network
  readonly ranking: Ranking
  readonly router: Router
  readonly accounts: OpenAccounts
  readonly gate: Gate
  readonly moderator: Moderator
  readonly receipts: Receipts
  readonly cache: AnswerCache<Account>
  readonly mixture: Planner
  /** Milliseconds a request may take. */
  readonly deadline: number
  readonly metrics: Metrics
  readonly level: ServiceLevel
  readonly logger: Logger | undefined
}
