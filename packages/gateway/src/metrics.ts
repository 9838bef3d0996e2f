// What the gateway counts, in Prometheus' form.
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Network } from './candidates.ts'

export interface Metrics {
  readonly registry: Registry
  request(route: string, status: number): void
  latency(route: string, seconds: number): void
  firstToken(seconds: number): void
  fallback(): void
}

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export function createMetrics(network: Network): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'taonet_gateway_requests_total',
    help: 'Requests by route and status',
    labelNames: ['route', 'status'],
    registers,
  })
  const seconds = new Histogram({
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
  const fallbacks = new Counter({
    name: 'taonet_gateway_fallbacks_total',
    help: 'Miners that failed before another answered',
    registers,
  })
  const validatorGauge = (
    name: string,
    help: string,
    read: 'probes' | 'probeFailures' | 'commits' | 'reveals' | 'missedReveals',
  ): Gauge =>
    new Gauge({
      name: `taonet_validator_${name}`,
      help,
      labelNames: ['hotkey', 'netuid'],
      registers,
      collect() {
        for (const { hotkey, metrics } of network.validators)
          for (const one of metrics()) this.set({ hotkey, netuid: one.netuid }, one[read])
      },
    })
  validatorGauge('probes', 'Challenges sent', 'probes')
  validatorGauge('probe_failures', 'Challenges without an answer', 'probeFailures')
  validatorGauge('commits', 'Weight commits on chain', 'commits')
  validatorGauge('reveals', 'Weight reveals on chain', 'reveals')
  validatorGauge('missed_reveals', 'Commits whose window passed unrevealed', 'missedReveals')
  return {
    registry,
    request: (route, status) => requests.inc({ route, status }),
    latency: (route, value) => seconds.observe({ route }, value),
    firstToken: value => first.observe(value),
    fallback: () => fallbacks.inc(),
  }
}
