// The gateway's port: Node's HTTP server in front of the routes, with bounds on what a connection may hold.
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { NetError } from '@taonet/wire'
import { type AppConfig, createApp } from './app.ts'
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
    // It puts its own `Request` and `Response` in the place of the process's: an answer is then written as it was made, without
    // a web stream between.
    const server = createServer(LIMITS, getRequestListener(app.routes.fetch))
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
