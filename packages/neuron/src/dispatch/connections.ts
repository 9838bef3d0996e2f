// Connections to miners, one request at a time on each. Which of the free ones a request takes is chance: with the first free
// one always taken, a request that follows an answer would be known by coming where that answer went.

import { Client, type Dispatcher as Http } from 'undici'
import { aborted } from './failures.ts'

export interface ConnectionsOptions {
  readonly connect: NonNullable<Client.Options['connect']>
  /** To one origin at a time. */
  readonly most: number
}

export type Request = Http.RequestOptions & { readonly origin: string; readonly signal: AbortSignal }

interface Place {
  readonly clients: Client[]
  /** Requests for which no connection is free, oldest first. */
  readonly waiting: Set<(client: Client) => void>
}

const isFree = ({ stats }: Client): boolean => stats.size === 0

export class Connections {
  readonly #options: ConnectionsOptions
  readonly #places = new Map<string, Place>()

  constructor(options: ConnectionsOptions) {
    this.#options = options
  }

  /** Resolves with the answer's head. @throws the socket's error, or NetError `aborted`. */
  request({ origin, ...request }: Request): Promise<Http.ResponseData> {
    const place = this.#places.get(origin) ?? { clients: [], waiting: new Set() }
    this.#places.set(origin, place)
    const client = this.#free(origin, place)
    if (client) return client.request(request)
    const { signal } = request
    return new Promise((resolve, reject) => {
      const go = (freed: Client): void => {
        signal.removeEventListener('abort', stop)
        freed.request(request).then(resolve, reject)
      }
      const stop = (): void => {
        place.waiting.delete(go)
        reject(aborted())
      }
      if (signal.aborted) return stop()
      signal.addEventListener('abort', stop, { once: true })
      place.waiting.add(go)
    })
  }

  /** Requests under way and waiting ones fail. */
  async destroy(): Promise<void> {
    const clients = [...this.#places.values()].flatMap(place => place.clients)
    await Promise.all(clients.map(client => client.destroy()))
  }

  #free(origin: string, place: Place): Client | undefined {
    const free = place.clients.filter(isFree)
    const any = free[Math.floor(Math.random() * free.length)]
    return any ?? (place.clients.length < this.#options.most ? this.#another(origin, place) : undefined)
  }

  #another(origin: string, { clients, waiting }: Place): Client {
    const client = new Client(origin, {
      connect: this.#options.connect,
      keepAliveTimeout: 60_000,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: 16 << 10,
    })
    clients.push(client)
    client.on('drain', () => {
      const [next] = waiting
      if (!next || !isFree(client)) return
      waiting.delete(next)
      next(client)
    })
    client.on('disconnect', () => {
      // With requests waiting it is opened anew for the next of them.
      if (client.destroyed || !isFree(client) || waiting.size > 0) return
      clients.splice(clients.indexOf(client), 1)
      if (clients.length === 0) this.#places.delete(origin)
      void client.close()
    })
    return client
  }
}
