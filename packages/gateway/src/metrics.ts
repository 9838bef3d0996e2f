// What the gateway counts, in Prometheus' form.
import { FAILURES } from '@taonet/neuron'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Network } from './network.ts'
import type { RoutingState } from './router.ts'
import { FIRST_TOKEN, QUANTILES, type ServiceLevel } from './slo/service-level.ts'

export interface Metrics {
  readonly registry: Registry
  /** One request that is done: its status, and the seconds to its last byte. */
  request(route: string, status: number, seconds: number): void
  firstToken(seconds: number): void
  /** A miner failed before another was asked. */
  minerFailure(code: string): void
  brokenStream(): void
}

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

export interface MetricSources {
  readonly inFlight: () => number
  readonly routing: () => RoutingState
  readonly level: ServiceLevel
}

export function createMetrics(network: Network, { inFlight, routing, level }: MetricSources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'taonet_gateway_requests_total',
    help: 'Requests by route and status',
    labelNames: ['route', 'status'],
    registers,
  })
  const duration = new Histogram({
    name: 'taonet_gateway_request_seconds',
    help: 'Time to the last byte',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers,
  })
  const first = new Histogram({
    name: 'taonet_gateway_first_token_seconds',
    help: 'Time to the first token of a stream',
    buckets: BUCKETS,
    registers,
  })
  const failures = new Counter({
    name: 'taonet_gateway_miner_failures_total',
    help: 'Miners that were asked and did not answer, by what went wrong',
    labelNames: ['code'],
    registers,
  })
  const broken = new Counter({
    name: 'taonet_gateway_broken_streams_total',
    help: 'Streams that ended in an error',
    registers,
  })
  new Gauge({
    name: 'taonet_gateway_in_flight',
    help: 'Requests under way',
    registers,
    collect() {
      this.set(inFlight())
    },
  })
  addLevelGauges(registry, level)
  addRoutingGauges(registry, routing)
  addValidatorGauges(registry, network)
  addDispatchGauges(registry, network)
  return {
    registry,
    request(route, status, seconds) {
      requests.inc({ route, status })
      duration.observe({ route }, seconds)
    },
    firstToken(seconds) {
      first.observe(seconds)
      level.firstToken(seconds * 1_000)
    },
    minerFailure: code => failures.inc({ code }),
    brokenStream() {
      broken.inc()
      level.broken()
    },
  }
}

function addLevelGauges(registry: Registry, level: ServiceLevel): void {
  const registers = [registry]
  new Gauge({
    name: 'taonet_gateway_latency_seconds',
    help: `Time to the last byte of answered requests over ${level.window} seconds, by route; "${FIRST_TOKEN}" is that of streams`,
    labelNames: ['route', 'quantile'],
    registers,
    collect() {
      this.reset()
      for (const { route, p50_ms, p95_ms, p99_ms } of level.routes())
        for (const [i, milliseconds] of [p50_ms, p95_ms, p99_ms].entries())
          this.set({ route, quantile: String(QUANTILES[i]) }, milliseconds / 1_000)
    },
  })
  new Gauge({
    name: 'taonet_gateway_error_budget_left',
    help: 'Of the failures that the objective allows in an hour, the part that is left',
    registers,
    collect() {
      this.set(level.budget().left)
    },
  })
}

const ROUTING_COUNTS = {
  routed: ['requests', 'Requests that got a place and went to miners'],
  hedges: ['hedges', 'Second requests because a first answer was late'],
  hedges_won: ['hedgesWon', 'Second requests that answered first'],
  trials: ['trials', 'Requests beside another that judge a failing miner again'],
} as const

const ROOM_FIGURES = {
  queue_waiting: ['waiting', 'Requests that wait for their turn'],
  queue_waiting_batch: ['waiting_batch', 'Of those, lines of batches'],
  places: ['limit', 'Requests that may be with miners at a time'],
  places_taken: ['running', 'Requests that are with miners'],
  queue_refused: ['refused', 'Requests for which the queue was too long'],
} as const

function addRoutingGauges(registry: Registry, routing: () => RoutingState): void {
  const registers = [registry]
  for (const [name, [count, help]] of Object.entries(ROUTING_COUNTS)) {
    new Gauge({
      name: `taonet_gateway_${name}`,
      help,
      registers,
      collect() {
        this.set(routing().counts[count])
      },
    })
  }
  for (const [name, [figure, help]] of Object.entries(ROOM_FIGURES)) {
    new Gauge({
      name: `taonet_gateway_${name}`,
      help,
      labelNames: ['netuid'],
      registers,
      collect() {
        for (const room of routing().rooms) this.set({ netuid: room.netuid }, room[figure])
      },
    })
  }
  new Gauge({
    name: 'taonet_gateway_breakers',
    help: 'Miners by the state of their circuit breakers',
    labelNames: ['state'],
    registers,
    collect() {
      const { miners } = routing()
      for (const state of ['closed', 'open', 'half-open'])
        this.set({ state }, miners.filter(one => one.breaker === state).length)
    },
  })
}

const VALIDATOR_COUNTS = {
  probes: ['probes', 'Challenges sent'],
  probe_failures: ['probeFailures', 'Challenges without an answer'],
  commits: ['commits', 'Weight commits on chain'],
  reveals: ['reveals', 'Weight reveals on chain'],
  missed_reveals: ['missedReveals', 'Commits whose window passed unrevealed'],
} as const

const DISPATCH_COUNTS = {
  requests: ['requests', 'Requests sent to miners, probes among them'],
  sessions_opened: ['sessionsOpened', 'Handshakes with miners'],
  retries: ['retries', 'Requests sent again over a new session'],
} as const

function addDispatchGauges(registry: Registry, { validators }: Network): void {
  const registers = [registry]
  for (const [name, [count, help]] of Object.entries(DISPATCH_COUNTS)) {
    new Gauge({
      name: `taonet_dispatch_${name}`,
      help,
      labelNames: ['hotkey'],
      registers,
      collect() {
        for (const { hotkey, dispatcher } of validators) this.set({ hotkey }, dispatcher.metrics()[count])
      },
    })
  }
  new Gauge({
    name: 'taonet_dispatch_failures',
    help: 'Requests to miners without a usable answer, by why',
    labelNames: ['hotkey', 'failure'],
    registers,
    collect() {
      for (const { hotkey, dispatcher } of validators) {
        const { failed } = dispatcher.metrics()
        for (const failure of FAILURES) this.set({ hotkey, failure }, failed[failure] ?? 0)
      }
    },
  })
}

function addValidatorGauges(registry: Registry, { validators }: Network): void {
  for (const [name, [count, help]] of Object.entries(VALIDATOR_COUNTS)) {
    new Gauge({
      name: `taonet_validator_${name}`,
      help,
      labelNames: ['hotkey', 'netuid'],
      registers: [registry],
      collect() {
        for (const { hotkey, metrics } of validators)
          for (const one of metrics()) this.set({ hotkey, netuid: one.netuid }, one[count])
      },
    })
  }
}
