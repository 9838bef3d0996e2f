// The gateway's port: Node's HTTP server in front of the routes, with bounds on what a connection may hold.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { NetError } from '@taonet/wire'
import { type AppConfig, createApp } from './app.ts'
import { NodeArrival } from './http/node-arrival.ts'
import { sendAnswer } from './http/send-answer.ts'
import { InFlight } from './request-notes.ts'
import { openState, type StateOptions } from './state.ts'

export interface GatewayConfig
  extends Omit<AppConfig, 'state' | 'inFlight' | 'draining' | 'ending' | 'logger'>,
    StateOptions {
  /** 0 = any. */
  readonly port: number
}

export interface Gateway {
  readonly port: number
  /** Takes no new request, refuses those that wait, and ends those under way after `grace` milliseconds at most. */
  close(grace?: number): Promise<void>
}

const LIMITS = {
  maxHeaderSize: 32 << 10,
  headersTimeout: 10_000,
  // Long enough for an upload of the largest file over a slow line.
  requestTimeout: 300_000,
  keepAliveTimeout: 65_000,
}
const MAX_CONNECTIONS = 4_096
/** Callers that connect in the same moment, as after a restart; the system may allow fewer. */
const BACKLOG = 2_048
/** For the last words to those whose answers break off. */
const LAST_WORDS_MS = 250
const LAST_BOOKS_MS = 2_000

function listening(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new NetError(
              'port-in-use',
              `port ${port} is in use`,
              'stop what uses it, or choose another with --gateway-port',
              cause,
            )
          : new NetError(
              'listen',
              `cannot listen on ${host}:${port}: ${cause.message}`,
              'choose another address',
              cause,
            ),
      ),
    )
    server.listen(port, host, BACKLOG, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

interface Closing {
  readonly drain: AbortController
  readonly end: AbortController
}

/** What has come is finished; after the grace it is broken off with a word, and then without. */
function close(server: Server, grace: number, { drain, end }: Closing): Promise<void> {
  return new Promise(resolve => {
    drain.abort()
    let timer = setTimeout(() => {
      end.abort()
      timer = setTimeout(() => server.closeAllConnections(), LAST_WORDS_MS)
    }, grace)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** @throws NetError `port-in-use`, `listen`, and what `openState` does. */
export async function startGateway(config: GatewayConfig): Promise<Gateway> {
  const state = await openState(config)
  try {
    const closing: Closing = { drain: new AbortController(), end: new AbortController() }
    const inFlight = new InFlight()
    const signals = { draining: closing.drain.signal, ending: closing.end.signal }
    const app = createApp({ ...config, state, inFlight, ...signals })
    const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      try {
        await sendAnswer(response, await app.answer(new NodeArrival(request, response)))
      } catch (thrown) {
        // What no route can answer for must not end the others.
        config.logger?.error({ err: thrown }, 'an answer was not sent')
        response.destroy()
      }
    }
    const server = createServer(LIMITS, serve)
    server.maxConnections = MAX_CONNECTIONS
    const port = await listening(server, config.host, config.port).catch(async (thrown: unknown) => {
      // Batches go on as soon as there are routes, port or none.
      await app.close()
      throw thrown
    })
    return {
      port,
      async close(grace = 5_000) {
        await close(server, grace, closing)
        // A request whose connection is gone still has its books to close.
        await inFlight.empty(LAST_BOOKS_MS)
        await app.close()
        await state.close()
      },
    }
  } catch (thrown) {
    await state.close()
    throw thrown
  }
}
