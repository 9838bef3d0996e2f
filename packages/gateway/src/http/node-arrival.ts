// A request as Node's HTTP server hands it over.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from '@taonet/neuron'
import type { Arrival } from './call.ts'

export class NodeArrival implements Arrival {
  readonly method: string
  readonly path: string
  readonly batch = undefined
  readonly #request: IncomingMessage
  readonly #query: string
  #gone = false
  /** Made when somebody wants to know: most of what is refused nobody ever waits for. */
  #controller: AbortController | undefined

  constructor(request: IncomingMessage, response: ServerResponse) {
    const [, path = '/', query = ''] =
      /^(?:https?:\/\/[^/?]*)?([^?]*)\??(.*)$/s.exec(request.url ?? '/') ?? []
    this.method = request.method ?? 'GET'
    this.path = path
    this.#query = query
    this.#request = request
    response.once('close', () => {
      if (response.writableEnded) return
      this.#gone = true
      this.#controller?.abort()
    })
  }

  get query(): URLSearchParams {
    return new URLSearchParams(this.#query)
  }

  get remote(): string {
    return this.#request.socket.remoteAddress ?? ''
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController()
      if (this.#gone) this.#controller.abort()
    }
    return this.#controller.signal
  }

  header(name: string): string | undefined {
    const value = this.#request.headers[name]
    return typeof value === 'string' ? value : undefined
  }

  /** The server itself bounds the time that a request may take. */
  bytes(most: number): Promise<Uint8Array | undefined> {
    return readBody(this.#request, most, undefined)
  }

  stream(): AsyncIterable<Uint8Array> {
    return this.#request
  }
}
