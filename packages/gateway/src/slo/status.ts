// GET /v1/status: how the gateway does, for people and for the page; the same figures stand in `/metrics`.
import type { Network } from '../network.ts'
import type { RoutingState } from '../router.ts'
import type { BreakerState } from '../routing/breaker.ts'
import { EXTRA_SHARE } from '../routing/extra-budget.ts'
import type { RoomState } from '../routing/waiting-room.ts'
import type { ErrorBudget, RouteLevel, ServiceLevel } from './service-level.ts'

/** More are counted, not listed. */
const MOST_LISTED = 64

export interface Status {
  readonly object: 'gateway.status'
  /** Over which `routes` are counted. */
  readonly window_seconds: number
  readonly routes: readonly RouteLevel[]
  readonly error_budget: ErrorBudget
  readonly in_flight: number
  /** Of requests to miners since the start. */
  readonly hedging: {
    readonly requests: number
    readonly hedged: number
    readonly won: number
    readonly trials: number
    /** Requests that were made twice, and what is allowed. */
    readonly share: number
    readonly allowed: number
  }
  readonly queues: readonly (RoomState & { readonly netuid: number; readonly subnet: string })[]
  readonly breakers: Readonly<Record<BreakerState, number>>
  /** Miners that are asked after the others now. */
  readonly failing: readonly { readonly miner: string; readonly breaker: BreakerState }[]
}

export function statusOf(
  { subnets }: Network,
  { counts, miners, rooms }: RoutingState,
  level: ServiceLevel,
  in_flight: number,
): Status {
  const nameOf = (netuid: number): string =>
    subnets.find(one => one.netuid === netuid)?.subnet.name ?? String(netuid)
  const { requests, hedges, hedgesWon, trials } = counts
  const breakers = { closed: 0, open: 0, 'half-open': 0 }
  for (const { breaker } of miners) breakers[breaker]++
  return {
    object: 'gateway.status',
    window_seconds: level.window,
    routes: level.routes(),
    error_budget: level.budget(),
    in_flight,
    hedging: {
      requests,
      hedged: hedges,
      won: hedgesWon,
      trials,
      share: requests === 0 ? 0 : Number(((hedges + trials) / requests).toFixed(4)),
      allowed: EXTRA_SHARE,
    },
    queues: rooms.map(room => ({ ...room, subnet: nameOf(room.netuid) })),
    breakers,
    failing: miners
      .filter(one => one.breaker !== 'closed')
      .slice(0, MOST_LISTED)
      .map(({ netuid, uid, breaker }) => ({ miner: `${nameOf(netuid)}/${uid}`, breaker })),
  }
}
