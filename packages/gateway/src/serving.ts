// What every route of the gateway works with.
import type { Logger } from 'pino'
import type { Caller, OpenAccounts } from './accounts/index.ts'
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

/** What a request carries from route to route. */
export interface RequestNotes {
  readonly requestId: string
  /** `performance.now()` when it came. */
  readonly started: number
  /** `performance.now()` by when it has to be answered: the caller's own deadline, or the gateway's. */
  readonly until: number
  /** Counts the request as done; the last byte of a stream comes long after its head. */
  readonly done: () => void
  /** Whether the route itself says when it is done. */
  streaming: boolean
  /** Whether the answer has the request's id among its headers already. */
  named: boolean
  /** A batch's line: it comes after all that somebody waits for. */
  batched: boolean
  /** The body as it came, once somebody has read it. */
  body?: string
}

export interface Env {
  readonly Variables: { readonly notes: RequestNotes; readonly caller: Caller }
}
