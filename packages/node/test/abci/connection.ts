// One connection of an engine to its application, as the engine uses it: every call is followed by a flush, and the
// answers come in the order of the calls.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Request, Response } from 'cosmjs-types/tendermint/abci/types'
import { frame, Unframer } from '../../src/abci/framing.ts'

/** What an application says before the engine gives up on it. */
export class AbciException extends Error {
  override readonly name = 'AbciException'
}

export class AbciConnection {
  readonly #socket: Socket
  readonly #waiting: PromiseWithResolvers<Response>[] = []

  static async open(path: string): Promise<AbciConnection> {
    const socket = connect(path)
    await once(socket, 'connect')
    return new AbciConnection(socket)
  }

  private constructor(socket: Socket) {
    this.#socket = socket
    const unframer = new Unframer()
    socket.on('data', chunk => {
      for (const message of unframer.push(Uint8Array.from(Buffer.from(chunk))))
        this.#waiting.shift()?.resolve(Response.decode(message))
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      for (const waiting of this.#waiting.splice(0)) waiting.reject(new AbciException('the connection ended'))
    })
  }

  /** @throws AbciException for an exception, or when the connection ends. */
  async call(request: Request): Promise<Response> {
    const answer = this.send(request)
    const flushed = this.send({ flush: {} })
    const [response, flush] = await Promise.all([answer, flushed])
    if (response.exception) throw new AbciException(response.exception.error)
    if (!flush.flush) throw new AbciException('a flush was answered by something else')
    return response
  }

  /** Several on their way at once, as transactions are. */
  send(request: Request): Promise<Response> {
    const waiting = Promise.withResolvers<Response>()
    this.#waiting.push(waiting)
    this.raw(frame(Request.encode(request).finish()))
    return waiting.promise
  }

  raw(bytes: Uint8Array): void {
    this.#socket.write(bytes)
  }

  get ended(): boolean {
    return this.#socket.destroyed
  }

  close(): void {
    this.#socket.destroy()
  }
}
