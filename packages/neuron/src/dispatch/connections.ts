// Connections to miners, one request at a time on each. Which of the free ones a request takes is chance: with the first free
// one always taken, a request that follows an answer would be known by coming where that answer went.

import { Client, type Dispatcher as Http } from 'undici'
import { type Answer, AskedHandler } from './answer.ts'
import { aborted } from './failures.ts'

export interface ConnectionsOptions {
  readonly connect: NonNullable<Client.Options['connect']>
  /** To one origin at a time. */
  readonly most: number
}

export type Request = Http.DispatchOptions & { readonly origin: string }

/** Whose request it is: that may end before its answer does. */
export interface Asker {
  readonly isCancelled: boolean
  /** @returns The way to take it back. */
  onCancel(act: () => void): () => void
}

interface Connection {
  readonly client: Client
  busy: boolean
}

interface Place {
  readonly connections: Connection[]
  /** Requests for which no connection is free, oldest first. */
  readonly waiting: Set<(connection: Connection) => void>
}

export class Connections {
  readonly #options: ConnectionsOptions
  readonly #places = new Map<string, Place>()

  constructor(options: ConnectionsOptions) {
    this.#options = options
  }

  /** Resolves with the answer's head. @throws the socket's error, or NetError `aborted` when the asker is cancelled. */
  request(request: Request, asker: Asker): Promise<Answer> {
    if (asker.isCancelled) return Promise.reject(aborted())
    const { origin } = request
    const place = this.#places.get(origin) ?? { connections: [], waiting: new Set() }
    this.#places.set(origin, place)
    return new Promise((resolve, reject) => {
      const go = (connection: Connection): void => {
        connection.busy = true
        const asked = new AskedHandler({
          answered: resolve,
          failed: reject,
          over: () => {
            takeBack()
            connection.busy = false
            nextOn(connection, place)
          },
        })
        const takeBack = asker.onCancel(() => asked.stop())
        connection.client.dispatch(request, asked)
      }
      const free = this.#free(origin, place)
      if (free) return go(free)
      const start = (connection: Connection): void => {
        stay()
        go(connection)
      }
      const stay = asker.onCancel(() => {
        place.waiting.delete(start)
        reject(aborted())
      })
      place.waiting.add(start)
    })
  }

  /** Requests under way and waiting ones fail. */
  async destroy(): Promise<void> {
    const all = [...this.#places.values()].flatMap(place => place.connections)
    await Promise.all(all.map(({ client }) => client.destroy()))
  }

  #free(origin: string, place: Place): Connection | undefined {
    const free = place.connections.filter(({ busy }) => !busy)
    const any = free[Math.floor(Math.random() * free.length)]
    return any ?? (place.connections.length < this.#options.most ? this.#another(origin, place) : undefined)
  }

  #another(origin: string, { connections, waiting }: Place): Connection {
    const client = new Client(origin, {
      connect: this.#options.connect,
      keepAliveTimeout: 60_000,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: 16 << 10,
    })
    const connection: Connection = { client, busy: false }
    connections.push(connection)
    client.on('disconnect', () => {
      // With a request on it, or one that waits for it, it is opened anew.
      if (client.destroyed || connection.busy || waiting.size > 0) return
      connections.splice(connections.indexOf(connection), 1)
      if (connections.length === 0) this.#places.delete(origin)
      void client.close()
    })
    return connection
  }
}

function nextOn(connection: Connection, { waiting }: Place): void {
  const [next] = waiting
  if (!next) return
  waiting.delete(next)
  next(connection)
}
