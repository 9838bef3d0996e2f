// What an operator watches. Counted in plain numbers; the Prometheus client is loaded when somebody first asks, because
// importing it costs start-up time and memory.
import type { Block } from './host/port.ts'

export interface Gauges {
  readonly height: () => number
  readonly poolSize: () => number
  readonly poolFutures: () => number
  readonly poolBytes: () => number
  readonly connections: () => number
}

interface Counts {
  ok: number
  failed: number
}

export class Metrics {
  readonly #gauges: Gauges
  readonly #requests = new Map<string, Counts>()
  #blocks = 0
  #transactions = 0
  #failedCalls = 0
  #text: Promise<() => Promise<string>> | undefined

  constructor(gauges: Gauges) {
    this.#gauges = gauges
  }

  /** Unknown methods share one name: a caller must not grow our memory by inventing some. */
  request(method: string | undefined, ok: boolean): void {
    const name = method ?? 'unknown'
    let counts = this.#requests.get(name)
    if (!counts) this.#requests.set(name, (counts = { ok: 0, failed: 0 }))
    if (ok) counts.ok++
    else counts.failed++
  }

  block(block: Block): void {
    this.#blocks++
    this.#transactions += block.outcomes.length
    for (const outcome of block.outcomes) if (outcome.ok && outcome.dispatch) this.#failedCalls++
  }

  async text(): Promise<string> {
    this.#text ??= this.#registry()
    return (await this.#text)()
  }

  async #registry(): Promise<() => Promise<string>> {
    const { Counter, Gauge, Registry, collectDefaultMetrics } = await import('prom-client')
    const registry = new Registry()
    collectDefaultMetrics({ register: registry })
    const registers = [registry]
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read())
        },
      })
    const counter = (name: string, help: string, read: () => number) =>
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset()
          this.inc(read())
        },
      })
    gauge('taonet_block_height', 'Number of the newest durable block', this.#gauges.height)
    gauge('taonet_pool_transactions', 'Transactions in the pool', this.#gauges.poolSize)
    gauge(
      'taonet_pool_futures',
      'Transactions in the pool that wait for an earlier nonce',
      this.#gauges.poolFutures,
    )
    gauge('taonet_pool_bytes', 'Bytes of the transactions in the pool', this.#gauges.poolBytes)
    gauge('taonet_rpc_connections', 'Open WebSocket connections', this.#gauges.connections)
    counter('taonet_blocks_total', 'Blocks since the start', () => this.#blocks)
    counter('taonet_transactions_total', 'Transactions included since the start', () => this.#transactions)
    counter('taonet_failed_calls_total', 'Included transactions whose call failed', () => this.#failedCalls)
    const requests = this.#requests
    new Counter({
      name: 'taonet_rpc_requests_total',
      help: 'Answered JSON-RPC requests',
      labelNames: ['method', 'ok'],
      registers,
      collect() {
        this.reset()
        for (const [method, { ok, failed }] of requests) {
          this.inc({ method, ok: 'true' }, ok)
          this.inc({ method, ok: 'false' }, failed)
        }
      },
    })
    return () => registry.metrics()
  }
}
