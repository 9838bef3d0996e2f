// What a miner can see of its requests: taken from Node's own HTTP servers, before any of our code has touched them.
import { channel } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** One request as it came. */
export interface Sight {
  /** Port of the miner. */
  readonly port: number
  /** Milliseconds. */
  readonly at: number
  /** Names and values in turn, in their order. */
  readonly headers: readonly string[]
  readonly body: string
  /** Which connection of this miner, counted from 0, and the request's place on it. */
  readonly connection: number
  readonly ordinal: number
  /** Requests that this miner is answering meanwhile. */
  readonly underWay: number
}

interface Started {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly socket: Socket
}

const isStarted = (message: unknown): message is Started =>
  typeof message === 'object' && message !== null && 'request' in message && 'response' in message

/** Watches every HTTP server of this process that `isMiner` names. */
export class MinerView {
  readonly seen: Sight[] = []
  readonly #isMiner: (port: number) => boolean
  readonly #sockets = new WeakMap<Socket, { readonly number: number; requests: number }>()
  readonly #connections = new Map<number, number>()
  readonly #underWay = new Map<number, number>()
  readonly #listen = (message: unknown): void => {
    if (isStarted(message)) this.#note(message)
  }

  constructor(isMiner: (port: number) => boolean) {
    this.#isMiner = isMiner
    channel('http.server.request.start').subscribe(this.#listen)
  }

  close(): void {
    channel('http.server.request.start').unsubscribe(this.#listen)
  }

  #note({ request, response, socket }: Started): void {
    const port = socket.localPort ?? 0
    if (!this.#isMiner(port) || !request.url?.startsWith('/v1/')) return
    const at = performance.now()
    const place = this.#sockets.get(socket) ?? { number: this.#connections.get(port) ?? 0, requests: 0 }
    if (place.requests === 0) this.#connections.set(port, place.number + 1)
    this.#sockets.set(socket, place)
    const ordinal = place.requests++
    const underWay = this.#underWay.get(port) ?? 0
    this.#underWay.set(port, underWay + 1)
    response.once('close', () => this.#underWay.set(port, (this.#underWay.get(port) ?? 1) - 1))
    const { rawHeaders: headers } = request
    const parts: Buffer[] = []
    // Chunks are looked at as they enter the stream: reading it here would take them from the miner.
    const push = request.push.bind(request)
    request.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (chunk instanceof Buffer) parts.push(chunk)
      else if (chunk === null)
        this.seen.push({
          port,
          at,
          headers,
          body: Buffer.concat(parts).toString(),
          connection: place.number,
          ordinal,
          underWay,
        })
      return push(chunk, encoding)
    }
  }
}
