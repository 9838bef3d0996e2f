// The socket that the engine connects to, four times: for consensus, for transactions, for queries, for snapshots. On each
// connection replies leave in the order of the requests.
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { Request, Response } from 'cosmjs-types/tendermint/abci/types'
import { frame, Unframer } from './framing.ts'

/** Never rejects: what goes wrong is answered as an exception, after which the engine stops by itself. */
export type Handler = (request: Request) => Promise<Response>

// Signatures of so many transactions are verified at a time; everything else is done one by one.
const CHECKS_AT_ONCE = 256

export class AbciServer {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  /** `path` is a unix socket's. `onTrouble` hears of connections cut for what they sent. */
  static async listen(
    path: string,
    handler: Handler,
    onTrouble: (error: unknown) => void,
  ): Promise<AbciServer> {
    const server = new AbciServer(handler, onTrouble)
    server.#server.listen(path)
    await once(server.#server, 'listening')
    return server
  }

  private constructor(handler: Handler, onTrouble: (error: unknown) => void) {
    this.#server = createServer(socket => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      serve(socket, handler).catch(error => {
        socket.destroy()
        onTrouble(error)
      })
    })
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise(resolve => this.#server.close(resolve))
  }
}

async function serve(socket: Socket, handler: Handler): Promise<void> {
  const unframer = new Unframer()
  let last: Promise<void> = Promise.resolve()
  let checking = 0
  const answer = async (request: Request, before: Promise<void>): Promise<void> => {
    const response = await handler(request)
    await before
    if (socket.destroyed) return
    // What one turn of the event loop has to say leaves in one system call.
    if (socket.writableCorked === 0) {
      socket.cork()
      process.nextTick(() => socket.uncork())
    }
    socket.write(frame(Response.encode(response).finish()))
  }
  for await (const chunk of chunks(socket))
    for (const message of unframer.push(chunk)) {
      const request = Request.decode(message)
      const isCheck = request.checkTx !== undefined
      if (!isCheck || checking === CHECKS_AT_ONCE) {
        await last
        checking = 0
      }
      last = answer(request, last)
      if (isCheck) checking++
      else await last
    }
}

/** The socket's bytes until it ends, in order or not: requests that were not answered are asked again on the next one. */
async function* chunks(socket: Socket): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of socket) yield chunk
  } catch {
    socket.destroy()
  }
}
