// A miner's open connections: bounded, and when there are too many those go first that have not shown a caller's proof yet.

import type { Socket } from 'node:net'

/** The same for a socket and for the TLS or HTTP/2 session that runs over it. */
export type Endpoint = Pick<Socket, 'remoteAddress' | 'remotePort'>

const nameOf = ({ remoteAddress, remotePort }: Endpoint): string => `${remoteAddress}:${remotePort}`

export class Connections {
  readonly #most: number
  /** Those that are proven already: their names, which cost a look at the socket, are asked for once. */
  readonly #proven = new WeakSet<Endpoint>()
  readonly #open = new Map<string, { readonly socket: Socket; proven: boolean }>()

  constructor(most: number) {
    this.#most = most
  }

  /** Takes a connection in, and at the bound ends the longest waiting one without proof; false when all have one. */
  add(socket: Socket): boolean {
    if (this.#open.size >= this.#most) {
      const stale = [...this.#open].find(([, { proven }]) => !proven)
      if (stale === undefined) return false
      const [name, { socket: old }] = stale
      this.#open.delete(name)
      old.destroy()
    }
    const name = nameOf(socket)
    const entry = { socket, proven: false }
    this.#open.set(name, entry)
    socket.once('close', () => {
      if (this.#open.get(name) === entry) this.#open.delete(name)
    })
    return true
  }

  /** A verified request came over it. */
  prove(endpoint: Endpoint): void {
    if (this.#proven.has(endpoint)) return
    this.#proven.add(endpoint)
    const entry = this.#open.get(nameOf(endpoint))
    if (entry) entry.proven = true
  }

  destroyAll(): void {
    for (const { socket } of this.#open.values()) socket.destroy()
  }
}
