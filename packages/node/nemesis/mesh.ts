// The links between the validators: each dials the others through a loopback port of ours, where what passes can be cut, held
// up, delayed or lost, each direction by itself.
import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Dice } from './dice.ts'

/** How a direction of a link is. */
export type Weather =
  | { readonly kind: 'clear' }
  /** No connection stands, none is made. */
  | { readonly kind: 'cut' }
  /** Connections stand, nothing arrives. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'loss'; readonly share: number }

export const CLEAR: Weather = { kind: 'clear' }

/** What TCP makes of a lost segment: it comes after a retransmission timeout, and everything behind it too. */
const RETRANSMISSION_MS = 300
/** Of the losses, those after which a connection is given up. */
const BREAKS = 0.02
/** What a link holds back at most before it stops reading. */
const MOST_HELD = 4 * 1024 * 1024
const LOOK_MS = 20

type Connection = { readonly from: number; readonly to: number; readonly ends: readonly [Socket, Socket] }

export class Mesh {
  readonly #weather = new Map<string, Weather>()
  readonly #connections = new Set<Connection>()
  readonly #servers: Server[] = []
  readonly #dice: Dice

  constructor(dice: Dice) {
    this.#dice = dice
  }

  /** A port through which node `from` reaches node `to`, who listens at `target`. */
  async link(from: number, to: number, target: number): Promise<number> {
    const server = createServer(socket => this.#connected(socket, from, to, target))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    this.#servers.push(server)
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  /** What leaves `from` for `to` has this weather from now on. */
  set(from: number, to: number, weather: Weather): void {
    this.#weather.set(`${from}>${to}`, weather)
    if (weather.kind !== 'cut') return
    for (const { ends, ...link } of this.#connections)
      if ([link.from, link.to].includes(from) && [link.from, link.to].includes(to))
        for (const end of ends) reset(end)
  }

  clear(): void {
    this.#weather.clear()
  }

  async close(): Promise<void> {
    this.clear()
    const closed = this.#servers.map(server => new Promise(resolve => server.close(resolve)))
    // After the servers, so that nothing new is accepted behind our back.
    for (const { ends } of this.#connections) for (const end of ends) end.destroy()
    await Promise.all(closed)
  }

  #of(from: number, to: number): Weather {
    return this.#weather.get(`${from}>${to}`) ?? CLEAR
  }

  #connected(dialled: Socket, from: number, to: number, target: number): void {
    if (this.#of(from, to).kind === 'cut' || this.#of(to, from).kind === 'cut') {
      dialled.on('error', () => {})
      reset(dialled)
      return
    }
    const onward = connect(target, '127.0.0.1')
    const connection: Connection = { from, to, ends: [dialled, onward] }
    this.#connections.add(connection)
    for (const end of connection.ends) {
      end.setNoDelay(true)
      end.on('error', () => {})
      end.on('close', () => {
        this.#connections.delete(connection)
        for (const other of connection.ends) other.destroy()
      })
    }
    this.#carry(dialled, onward, from, to)
    this.#carry(onward, dialled, to, from)
  }

  /** One direction, in order: each piece waits for those before it. */
  #carry(source: Socket, sink: Socket, from: number, to: number): void {
    let held = 0
    let last: Promise<void> = Promise.resolve()
    source.on('data', piece => {
      const arrived = performance.now()
      held += piece.length
      if (held > MOST_HELD) source.pause()
      last = last.then(async () => {
        await this.#passage(source, from, to, arrived)
        if (!sink.destroyed && !sink.write(piece)) await drained(sink)
        held -= piece.length
        if (held <= MOST_HELD) source.resume()
      })
    })
    source.on('end', () => {
      last = last.then(() => {
        sink.end()
      })
    })
  }

  async #passage(source: Socket, from: number, to: number, arrived: number): Promise<void> {
    const weather = this.#of(from, to)
    if (weather.kind === 'delay') await sleep(Math.max(0, arrived + weather.ms - performance.now()))
    if (weather.kind === 'loss' && this.#dice.chance(weather.share)) {
      if (this.#dice.chance(BREAKS)) reset(source)
      else await sleep(RETRANSMISSION_MS)
    }
    while (this.#of(from, to).kind === 'silent' && !source.destroyed) await sleep(LOOK_MS)
  }
}

/** The other side hears that the connection is gone. One that is ending already cannot be reset, and would never close. */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}

/** Resolves when the socket takes more, or never will. */
const drained = (socket: Socket): Promise<unknown> =>
  new Promise(resolve => {
    socket.once('drain', resolve)
    socket.once('close', resolve)
  })
