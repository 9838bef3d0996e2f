// One port for WebSocket and HTTP: JSON-RPC, and what operators ask (`/health`, `/ready`, `/metrics`).
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { NetError } from '@taonet/wire'
import { WebSocketServer } from 'ws'
import { access } from './access.ts'
import { readBody } from './body.ts'
import type { Dispatcher } from './dispatch.ts'
import { serveSocket } from './socket.ts'

const HOST = '127.0.0.1'
const MAX_MESSAGE = 16 * 1024 * 1024
const MAX_QUESTION = 16 * 1024
const MAX_CONNECTIONS = 1024
const REQUEST_MS = 30_000

export interface Pages {
  /** Anything wrong, in words; undefined when well. */
  readonly illness: () => string | undefined
  readonly health: () => object
  readonly metrics: () => Promise<string>
  /** What nodes that join ask our engine, where there is one: the reply to a request, both as text. */
  readonly engine: ((request: string) => Promise<string>) | undefined
}

export interface ServerOptions {
  /** 0 = any free one. */
  readonly port: number
  readonly dispatcher: Dispatcher
  readonly pages: Pages
  /** Origins whose pages may call. */
  readonly origins: ReadonlySet<string>
}

export interface RpcServer {
  readonly port: number
  connections(): number
  close(): Promise<void>
}

/** @throws NetError `port-in-use` or `listen`. */
export async function startServer(options: ServerOptions): Promise<RpcServer> {
  const { dispatcher, origins } = options
  // Compression would cost memory for each connection and gains nothing on loopback.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false })
  const server = createServer(
    { requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS },
    (request, response) => {
      serveHttp(request, response, options).catch(() => response.destroy())
    },
  )
  server.maxConnections = MAX_CONNECTIONS
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const allowed = access(request, origins)
    if (allowed.ok)
      sockets.handleUpgrade(request, stream, head, socket =>
        serveSocket(socket, stream, dispatcher, allowed.origin),
      )
    else stream.end(`HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n${allowed.why}\n`)
  })
  await listen(server, options.port)
  const { port } = server.address() as AddressInfo
  return {
    port,
    connections: () => sockets.clients.size,
    async close() {
      for (const socket of sockets.clients) socket.close(1001, 'the node stops')
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      // Who does not answer the closing handshake at once is cut off: a stop has a deadline.
      setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
        server.closeAllConnections()
      }, 200).unref()
      server.closeIdleConnections()
      await closed
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new NetError(
              'port-in-use',
              `port ${port} is in use`,
              'stop what uses it, or choose another with --rpc-port',
              cause,
            )
          : new NetError(
              'listen',
              `cannot listen on ${HOST}:${port}: ${cause.message}`,
              'choose another port',
              cause,
            ),
      ),
    )
    server.listen(port, HOST, resolve)
  })
}

async function serveHttp(
  request: IncomingMessage,
  response: ServerResponse,
  options: ServerOptions,
): Promise<void> {
  const allowed = access(request, options.origins)
  if (!allowed.ok) return text(response, 403, allowed.why)
  if (allowed.origin !== undefined) {
    response.setHeader('access-control-allow-origin', allowed.origin)
    response.setHeader('access-control-allow-headers', 'content-type')
    response.setHeader('vary', 'origin')
  }
  if (request.method === 'OPTIONS') return void response.writeHead(204).end()
  if (request.method === 'POST' && request.url === '/engine') return serveEngine(request, response, options)
  if (request.method === 'POST') return serveRpc(request, response, options.dispatcher, allowed.origin)
  if (request.method !== 'GET')
    return text(response, 405, 'POST for JSON-RPC, GET for /health, /ready and /metrics')
  return servePage(request.url ?? '/', response, options.pages)
}

async function serveRpc(
  request: IncomingMessage,
  response: ServerResponse,
  dispatcher: Dispatcher,
  origin: string | undefined,
): Promise<void> {
  const body = await readBody(request, MAX_MESSAGE)
  if (body === undefined) {
    // The rest of the body is not waited for.
    response.setHeader('connection', 'close')
    const error = {
      code: -32600,
      message: 'Invalid request',
      data: `a request has at most ${MAX_MESSAGE} bytes`,
    }
    json(response, 413, JSON.stringify({ jsonrpc: '2.0', error, id: null }))
    return
  }
  const caller = { subscriptions: undefined, origin, backlog: () => 0 }
  const { text: reply, sent } = await dispatcher.answer(body, caller)
  if (reply === undefined) response.writeHead(204).end()
  else json(response, 200, reply)
  sent()
}

async function serveEngine(
  request: IncomingMessage,
  response: ServerResponse,
  { pages: { engine } }: ServerOptions,
): Promise<void> {
  if (!engine) return text(response, 404, 'there is no consensus engine here')
  const body = await readBody(request, MAX_QUESTION)
  if (body === undefined) {
    response.setHeader('connection', 'close')
    return text(response, 413, `a question has at most ${MAX_QUESTION} bytes`)
  }
  json(response, 200, await engine(body.toString('utf8')))
}

async function servePage(url: string, response: ServerResponse, pages: Pages): Promise<void> {
  const illness = pages.illness()
  switch (url.split('?', 1)[0]) {
    case '/health':
      return json(response, 200, JSON.stringify(pages.health()))
    case '/ready':
      return text(response, illness === undefined ? 200 : 503, illness ?? 'ready')
    case '/metrics':
      response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      return void response.end(await pages.metrics())
    default:
      return text(response, 404, 'JSON-RPC by POST or WebSocket; /health, /ready and /metrics by GET')
  }
}

function json(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}

function text(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${body}\n`)
}
