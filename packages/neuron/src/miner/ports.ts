// One port for all that callers speak: HTTP/1.1, HTTP/2 by prior knowledge, and either over TLS where the miner has a
// certificate. The first bytes of a connection say which.

import { createServer, type Server } from 'node:http'
import {
  createServer as createHttp2Server,
  createSecureServer,
  type Http2SecureServer,
  type Http2Server,
  type ServerHttp2Session,
} from 'node:http2'
import type { Socket } from 'node:net'
import { NetError } from '@taonet/wire'
import { Connections, type Endpoint } from './connections.ts'
import type { Incoming, Outgoing } from './http-message.ts'

const MAX_HEADER_BYTES = 64 << 10
const MAX_CONNECTIONS = 512
const MAX_STREAMS = 64
const KEEP_ALIVE = 75_000
/** Milliseconds until the head of a first request must be there. */
const HEAD_PATIENCE = 10_000
/** How HTTP/2 begins (RFC 9113 §3.4); no HTTP/1.1 request has this method. */
const PREFACE = Buffer.from('PRI ')
/** A TLS record of the handshake (RFC 8446 §5.1). */
const TLS_HANDSHAKE = 0x16

export interface TlsIdentity {
  /** PEM. */
  readonly certificate: string
  readonly key: string
}

export interface OpenPort {
  readonly port: number
  /** That a verified request came over this connection. */
  prove(endpoint: Endpoint): void
  /** Takes no new connection and ends the idle ones. */
  stop(): void
  /** Ends all connections; resolves when the port is free. */
  end(): Promise<void>
}

export interface PortOptions {
  readonly host: string
  /** 0 = any free one. */
  readonly port: number
  readonly tls?: TlsIdentity
  /** Answers nothing in plain text; false by default. */
  readonly tlsOnly?: boolean
}

type Listener = (request: Incoming, response: Outgoing) => void

const HTTP2_SETTINGS = {
  settings: { maxConcurrentStreams: MAX_STREAMS, maxHeaderListSize: MAX_HEADER_BYTES, enablePush: false },
  maxSessionMemory: 16,
}

/** Where a connection goes by its first bytes; undefined while they are too few. */
type Way = 'http1' | 'http2' | 'tls'

function wayOf(head: Buffer): Way | undefined {
  if (head[0] === TLS_HANDSHAKE) return 'tls'
  const known = Math.min(head.length, PREFACE.length)
  if (!head.subarray(0, known).equals(PREFACE.subarray(0, known))) return 'http1'
  return known === PREFACE.length ? 'http2' : undefined
}

/** Reads as much as it takes to know the way, puts it back, and hands the socket on. */
function sortOut(socket: Socket, forward: (way: Way) => void): void {
  let head = Buffer.alloc(0)
  const timer = setTimeout(() => socket.destroy(), HEAD_PATIENCE)
  const drop = (): void => void socket.destroy()
  const look = (): void => {
    const chunk: unknown = socket.read()
    if (!Buffer.isBuffer(chunk)) return
    head = Buffer.concat([head, chunk])
    const way = wayOf(head)
    if (way === undefined) return
    clearTimeout(timer)
    socket.off('readable', look)
    socket.off('error', drop)
    socket.unshift(head)
    forward(way)
  }
  socket.on('readable', look)
  socket.on('error', drop)
  socket.once('close', () => clearTimeout(timer))
}

function listening(server: Server, { port, host }: PortOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: NodeJS.ErrnoException): void =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new NetError(
              'port-in-use',
              `port ${port} is in use`,
              'stop what uses it, or choose another port: --neuron-port of `up`, --port of `miner wrap`',
              cause,
            )
          : cause,
      )
    server.once('error', refuse)
    server.listen(port, host, () => {
      server.off('error', refuse)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

/** HTTP/2 sessions end when they are idle, and when the port does. */
function follow(server: Http2Server | Http2SecureServer, sessions: Set<ServerHttp2Session>): void {
  server.on('session', session => {
    sessions.add(session)
    session.setTimeout(KEEP_ALIVE, () => session.close())
    session.once('close', () => sessions.delete(session))
  })
  // A session's own troubles end that session only.
  server.on('sessionError', () => {})
}

function secureServer({ certificate, key }: TlsIdentity, listen: Listener): Http2SecureServer {
  try {
    const limits = { ...HTTP2_SETTINGS, maxHeaderSize: MAX_HEADER_BYTES, handshakeTimeout: HEAD_PATIENCE }
    const server = createSecureServer({ cert: certificate, key, allowHTTP1: true, ...limits }, listen)
    server.on('tlsClientError', (_, socket) => socket.destroy())
    return server
  } catch (cause) {
    throw new NetError(
      'bad-certificate',
      `TLS cannot start: ${String(cause)}`,
      'PEM files that belong together',
      cause,
    )
  }
}

/** Resolves when the port is open. @throws NetError `port-in-use`, `bad-certificate`, or the error of `listen`. */
export async function openPort(options: PortOptions, listener: () => Listener): Promise<OpenPort> {
  const listen: Listener = (request, response) => listener()(request, response)
  const connections = new Connections(MAX_CONNECTIONS)
  const sessions = new Set<ServerHttp2Session>()
  const http1 = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE }, listen)
  http1.headersTimeout = HEAD_PATIENCE
  http1.requestTimeout = 30_000
  const http2 = createHttp2Server(HTTP2_SETTINGS, listen)
  const tls = options.tls && secureServer(options.tls, listen)
  for (const one of tls ? [http2, tls] : [http2]) follow(one, sessions)

  // Node's own way with a connection stays in place behind the sorting, and with it all its timeouts.
  const serveHttp1 = http1.listeners('connection')
  http1.removeAllListeners('connection')
  http1.on('connection', socket => {
    if (!connections.add(socket)) return socket.destroy()
    sortOut(socket, way => {
      if (options.tlsOnly && way !== 'tls') socket.destroy()
      else if (way === 'http2') http2.emit('connection', socket)
      else if (way === 'tls' && tls) tls.emit('connection', socket)
      else if (way === 'tls') socket.destroy()
      else for (const serve of serveHttp1) Reflect.apply(serve, http1, [socket])
    })
  })
  const port = await listening(http1, options)
  let closed: Promise<void> | undefined
  const stop = (): Promise<void> => {
    closed ??= new Promise(resolve => http1.close(() => resolve()))
    http1.closeIdleConnections()
    for (const session of sessions) session.close()
    return closed
  }
  return {
    port,
    prove: endpoint => connections.prove(endpoint),
    stop: () => void stop(),
    async end() {
      const freed = stop()
      for (const session of sessions) session.destroy()
      http1.closeAllConnections()
      connections.destroyAll()
      await freed
    },
  }
}
