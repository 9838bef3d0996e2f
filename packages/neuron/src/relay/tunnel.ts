// One miner's tunnel as its relay holds it: a public port, whose connections the miner fetches one by one.

import { randomBytes } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { sendLine } from './control.ts'
import { splice } from './splice.ts'

/** Milliseconds that a connection may stay silent, and that a miner has to fetch it. */
const PATIENCE = 10_000
const MAX_SILENT = 64
const MAX_WAITING = 32

export interface TunnelOptions {
  readonly host: string
  /** Whether one more connection may be carried, in all tunnels together. */
  readonly mayCarry: () => boolean
  /** Connections of this tunnel. */
  readonly most: number
}

interface Waiting {
  readonly socket: Socket
  readonly timer: NodeJS.Timeout
}

export class Tunnel {
  readonly #options: TunnelOptions
  readonly #server: Server
  readonly #silent = new Set<Socket>()
  readonly #waiting = new Map<string, Waiting>()
  readonly #carried = new Set<Socket>()
  #control: Socket | undefined

  constructor(options: TunnelOptions) {
    this.#options = options
    this.#server = createServer(socket => this.#receive(socket))
  }

  /** Resolves with whether the port could be had. */
  listen(port: number): Promise<boolean> {
    const { host } = this.#options
    return new Promise(resolve => {
      const refuse = (): void => resolve(false)
      this.#server.once('error', refuse)
      this.#server.listen(port, host, () => {
        this.#server.off('error', refuse)
        resolve(true)
      })
    })
  }

  get carried(): number {
    return this.#carried.size + this.#waiting.size
  }

  /** Puts a miner at the end of the tunnel; the one before is told, and its connections end. */
  attach(control: Socket): void {
    const before = this.#control
    this.#control = control
    if (!before) return
    sendLine(before, { type: 'replaced' })
    before.destroySoon()
    this.#drop()
  }

  holds(control: Socket): boolean {
    return this.#control === control
  }

  /** The miner's data connection for a token that it was given; false when nobody waits for it. */
  connect(token: string, data: Socket): boolean {
    const found = this.#waiting.get(token)
    if (!found) return false
    this.#forget(token)
    const { socket } = found
    this.#carried.add(socket)
    socket.once('close', () => this.#carried.delete(socket))
    splice(socket, data)
    return true
  }

  close(): Promise<void> {
    this.#drop()
    this.#control?.destroy()
    return new Promise(resolve => this.#server.close(() => resolve()))
  }

  /** Callers speak first: who says nothing costs the miner nothing. */
  #receive(socket: Socket): void {
    socket.on('error', () => socket.destroy())
    const [oldest] = this.#silent
    if (this.#silent.size >= MAX_SILENT) oldest?.destroy()
    this.#silent.add(socket)
    socket.setTimeout(PATIENCE, () => socket.destroy())
    socket.once('close', () => this.#silent.delete(socket))
    socket.once('readable', () => {
      this.#silent.delete(socket)
      socket.setTimeout(0)
      if (socket.readableLength > 0) this.#fetch(socket)
      else socket.destroy()
    })
  }

  #fetch(socket: Socket): void {
    const { mayCarry, most } = this.#options
    const control = this.#control
    const full = this.#waiting.size >= MAX_WAITING || this.carried >= most || !mayCarry()
    if (full || !control || control.destroyed) return void socket.destroy()
    const token = randomBytes(16).toString('hex')
    const timer = setTimeout(() => socket.destroy(), PATIENCE)
    this.#waiting.set(token, { socket, timer })
    socket.once('close', () => this.#forget(token))
    sendLine(control, { type: 'dial', token })
  }

  #forget(token: string): void {
    clearTimeout(this.#waiting.get(token)?.timer)
    this.#waiting.delete(token)
  }

  #drop(): void {
    const waiting = [...this.#waiting.values()].map(({ socket }) => socket)
    for (const socket of [...this.#silent, ...waiting, ...this.#carried]) socket.destroy()
  }
}
