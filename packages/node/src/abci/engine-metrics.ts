// What an operator watches of the engine: chosen lines of its own Prometheus page, which ours repeats under their names. The
// engine's page is on a free port of loopback that only this node is told.
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Families of CometBFT 0.38; its page has some two hundred more. */
export const ENGINE_METRICS: ReadonlySet<string> = new Set([
  'cometbft_consensus_height',
  'cometbft_consensus_rounds',
  'cometbft_consensus_validators',
  'cometbft_consensus_missing_validators',
  'cometbft_consensus_missing_validators_power',
  'cometbft_consensus_byzantine_validators',
  'cometbft_mempool_size',
  'cometbft_p2p_peers',
])

const HOST = '127.0.0.1'
const PATIENCE_MS = 2000
const LONGEST = 4 * 1024 * 1024

export class EngineMetrics {
  #port: number | undefined

  /** What the next engine's environment has to say. */
  async environment(): Promise<Readonly<Record<string, string>>> {
    this.#port = await freePort()
    return {
      CMT_INSTRUMENTATION_PROMETHEUS: 'true',
      CMT_INSTRUMENTATION_PROMETHEUS_LISTEN_ADDR: `${HOST}:${this.#port}`,
    }
  }

  /** Empty while the engine is away: an operator needs the rest of the page most then. */
  async text(): Promise<string> {
    if (this.#port === undefined) return ''
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS)
      const { body } = await fetch(`http://${HOST}:${this.#port}/metrics`, { signal })
      let page = ''
      for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
        page += piece
        if (page.length > LONGEST) return ''
      }
      return chosenLines(page)
    } catch {
      return ''
    }
  }
}

/** The lines of a Prometheus page that belong to `ENGINE_METRICS`. */
export function chosenLines(page: string): string {
  const lines = page.split('\n').filter(line => {
    const [, name = ''] = /^(?:# (?:HELP|TYPE) )?(\w+)/.exec(line) ?? []
    return ENGINE_METRICS.has(name)
  })
  return lines.map(line => `${line}\n`).join('')
}

/** Whoever takes it in between costs us the engine's figures until it starts again, and nothing else. */
async function freePort(): Promise<number | undefined> {
  const server = createServer().listen(0, HOST)
  await once(server, 'listening')
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' ? address?.port : undefined
}
