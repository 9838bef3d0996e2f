// The gateway put together: what every route works with, from the network, the state and a few settings.
import type { Logger } from 'pino'
import type { Account } from './answer-headers.ts'
import { createCache } from './cache/cache.ts'
import type { Embed } from './cache/near-questions.ts'
import { createMetrics } from './metrics.ts'
import { mixtureOf } from './mixture/mixture.ts'
import type { Network } from './network.ts'
import { Refused } from './openai-error.ts'
import { rankingOf } from './ranking.ts'
import { InFlight } from './request-notes.ts'
import { type Routing, routingOf } from './router.ts'
import type { Serving } from './serving.ts'
import { ServiceLevel } from './slo/service-level.ts'
import type { State } from './state.ts'
import { askingBy } from './text/ask-miner.ts'

export interface HouseConfig {
  readonly state: State
  readonly network: Network
  /** A sentence as a vector, for answers to the same question in other words; absent = only the same words are known again. */
  readonly embed?: Embed | undefined
  /** Milliseconds a request may take. */
  readonly deadline?: number
  /** Whoever is under way; own unless somebody else wants to know. */
  readonly inFlight?: InFlight
  /** From then on whoever comes or waits is refused; what is under way goes on. */
  readonly draining?: AbortSignal
  /** From then on nothing goes on; callers are told. */
  readonly ending?: AbortSignal
  readonly logger?: Logger | undefined
}

export interface House {
  readonly serving: Serving
  readonly routing: Routing
  readonly inFlight: InFlight
  readonly draining: AbortSignal
}

export function houseOf(config: HouseConfig): House {
  const { state, network, embed, inFlight = new InFlight(), deadline = 60_000, logger } = config
  const { draining = new AbortController().signal, ending = new AbortController().signal } = config
  const level = new ServiceLevel()
  const routing = routingOf(network, {
    onFailure({ uid, target }, thrown) {
      const code = thrown instanceof Refused ? 'refused' : thrown.code
      metrics.minerFailure(code)
      logger?.info({ netuid: target.netuid, uid, code }, 'miner did not answer')
    },
  })
  draining.addEventListener('abort', () => routing.drain())
  ending.addEventListener('abort', () => routing.end())
  const { router } = routing
  const metrics = createMetrics(network, { inFlight: () => inFlight.count, routing: routing.state, level })
  const mixture = mixtureOf({
    network,
    ask: askingBy(router, () => ({ model: 'auto', signal: ending, deadline, batch: true })),
    failed: thrown => logger?.error({ err: thrown }, 'nothing was learnt of the published scores'),
  })
  const chats = network.subnets.filter(({ subnet }) => subnet.name === 'text')
  mixture.begin(
    chats.map(({ netuid }) => netuid),
    draining,
  )
  const serving: Serving = {
    ...state,
    network,
    ranking: rankingOf(network),
    router,
    mixture,
    cache: createCache<Account>(embed ? { embed } : {}),
    deadline,
    metrics,
    level,
    logger,
  }
  return { serving, routing, inFlight, draining }
}
