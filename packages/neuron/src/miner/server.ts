// A miner's port, from opening to draining.

import { HttpMiner, type HttpMinerOptions } from './http-miner.ts'
import type { MinerMetrics } from './miner-metrics.ts'
import { openPort, type PortOptions } from './ports.ts'

export type { RequestEntry } from './http-miner.ts'

export interface MinerServerOptions extends Omit<HttpMinerOptions, 'onProof'>, PortOptions {}

export interface MinerServer {
  readonly host: string
  readonly port: number
  metrics(): MinerMetrics
  /** Refuses new work, lets what is under way end within `grace` milliseconds, then cancels it. */
  close(grace?: number): Promise<void>
}

/** Resolves when the port is open. @throws as `openPort`. */
export async function startMinerServer(options: MinerServerOptions): Promise<MinerServer> {
  const { host } = options
  // Until the port is open there is nobody to ask.
  let miner: HttpMiner | undefined
  const open = await openPort(options, () => (request, response) => miner?.listen(request, response))
  const { port } = open
  const served = new HttpMiner({ ...options, onProof: ({ socket }) => open.prove(socket) }, { host, port })
  miner = served
  return {
    host,
    port,
    metrics: () => served.metrics(),
    async close(grace = 5_000) {
      served.drain()
      open.stop()
      const end = performance.now() + grace
      while (served.busy && performance.now() < end) await new Promise(done => setTimeout(done, 20))
      served.cancelAll()
      await open.end()
    },
  }
}
