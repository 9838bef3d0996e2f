// Whom the engine is connected to, and whether it still fetches old blocks: asked every few seconds, so that answering our own
// clients waits for nobody.
import { type Json, part, partList, text, whole } from './engine-json.ts'
import type { EngineRpc } from './engine-rpc.ts'

export interface Neighbour {
  /** The engine's name of the node: 20 bytes in hexadecimal. */
  readonly id: string
  /** The newest block that it has, as far as it said. */
  readonly height: number
}

export interface Neighbourhood {
  readonly peers: readonly Neighbour[]
  readonly isSyncing: boolean
}

const INTERVAL_MS = 2000

export class Neighbours {
  readonly #engine: EngineRpc
  readonly #timer: NodeJS.Timeout
  #isAsking = false
  #seen: Neighbourhood = { peers: [], isSyncing: true }

  constructor(engine: EngineRpc) {
    this.#engine = engine
    this.#timer = setInterval(() => void this.#look(), INTERVAL_MS).unref()
  }

  /** As of a few seconds ago; an engine that is away has no peers. */
  get seen(): Neighbourhood {
    return this.#seen
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    try {
      const [consensus, status] = await Promise.all([
        this.#engine.ask('dump_consensus_state', {}),
        this.#engine.ask('status', {}),
      ])
      this.#seen = {
        peers: partList(consensus, 'peers').map(neighbour),
        isSyncing: part(status, 'sync_info').catching_up === true,
      }
    } catch {
      this.#seen = { ...this.#seen, peers: [] }
    } finally {
      this.#isAsking = false
    }
  }
}

/** `ID@HOST:PORT`, and the height that it works on: one more than it has. */
function neighbour(peer: Json): Neighbour {
  const [id = ''] = text(peer, 'node_address').split('@')
  const height = Number(whole(part(part(peer, 'peer_state'), 'round_state'), 'height'))
  return { id, height: Math.max(0, height - 1) }
}
