// What the gateway counts, in Prometheus' form.
import { FAILURES } from '@taonet/neuron'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Network } from './network.ts'

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

export function createMetrics(network: Network, inFlight: () => number): Metrics {
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
  addValidatorGauges(registry, network)
  addDispatchGauges(registry, network)
  return {
    registry,
    request(route, status, seconds) {
      requests.inc({ route, status })
      duration.observe({ route }, seconds)
    },
    firstToken: seconds => first.observe(seconds),
    minerFailure: code => failures.inc({ code }),
    brokenStream: () => broken.inc(),
  }
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
