// A miner's HTTP port: who asks is known before anything is parsed, and nothing waits or grows without a bound.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AccountId, type KeyPair, NetError, type Refused, type ReplayCache } from '@taonet/wire'
import type { ServicePath } from '../challenge.ts'
import { failure, failureOf, type HttpFailure } from '../openai/error-body.ts'
import { Admission } from './admission.ts'
import { sendAnswer, sendJson } from './answering.ts'
import type { MinerMetrics } from './miner-metrics.ts'
import { readBody } from './request-body.ts'
import type { Route, Service } from './service.ts'
import { type QueueLimits, WorkQueue } from './work-queue.ts'

const MAX_HEADER_BYTES = 64 << 10
const MAX_BODY_BYTES = 1 << 20
const MAX_CONNECTIONS = 512

/** One served request as the miner saw it; a probe and a live request leave the same traces here. */
export interface RequestEntry {
  readonly method: string
  readonly path: string
  readonly sender: AccountId
  /** As received, in their order. */
  readonly headerNames: readonly string[]
}

export interface MinerServerOptions {
  readonly hotkey: KeyPair
  readonly netuid: number
  readonly service: Service
  readonly seen: ReplayCache
  readonly welcome: (sender: AccountId) => boolean
  readonly host: string
  /** 0 = any free one. */
  readonly port: number
  readonly limits?: QueueLimits
  readonly onRequest?: (entry: RequestEntry) => void
  /** Unix milliseconds. */
  readonly now?: () => number
}

export interface MinerServer {
  readonly host: string
  readonly port: number
  metrics(): MinerMetrics
  /** Refuses new work, lets what is under way end within `grace` milliseconds, then cancels it. */
  close(grace?: number): Promise<void>
}

const DEFAULT_LIMITS: QueueLimits = { active: 4, waiting: 32 }

interface Counts {
  requests: number
  cancelled: number
  failed: number
  readonly refused: Record<number, number>
}

class HttpMiner {
  readonly #options: MinerServerOptions
  readonly #admission: Admission
  readonly #queue: WorkQueue
  readonly #counts: Counts = { requests: 0, cancelled: 0, failed: 0, refused: {} }
  readonly #underWay = new Set<AbortController>()
  #draining = false

  constructor(options: MinerServerOptions) {
    this.#options = options
    this.#queue = new WorkQueue(options.limits ?? DEFAULT_LIMITS)
    const { hotkey, netuid, seen, welcome, now = Date.now } = options
    this.#admission = new Admission({ hotkey, netuid, seen, welcome, now })
  }

  get busy(): boolean {
    return this.#underWay.size > 0
  }

  metrics(): MinerMetrics {
    const { active, waiting } = this.#queue
    return { ...this.#counts, refused: { ...this.#counts.refused }, active, waiting }
  }

  drain(): void {
    this.#draining = true
  }

  cancelAll(): void {
    for (const one of this.#underWay) one.abort()
  }

  readonly listen = (request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('x-taonet-model', encodeURI(this.#options.service.model))
    this.#serve(request, response).catch(() => {
      // Only a socket that broke while it was read or written ends here: there is nobody to answer.
      response.destroy()
    })
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    if (request.method === 'GET' && path === '/health') return sendJson(response, 200, { status: 'ok' })
    const route = this.#routeOf(path)
    if (!route)
      return this.#refuse(response, failure(404, 'unknown_path', `there is nothing at ${path.slice(0, 64)}`))
    if (request.method !== 'POST')
      return this.#refuse(response, failure(405, 'method_not_allowed', 'use POST'))
    if (this.#draining) return this.#refuse(response, failure(503, 'draining', 'the miner is shutting down'))
    if (!this.#admission.looksSigned(request.headers)) return this.#refuse(response, unsigned('missing'))
    const body = await readBody(request, MAX_BODY_BYTES)
    if (!body) {
      return this.#refuse(
        response,
        failure(413, 'body_too_long', `a body has at most ${MAX_BODY_BYTES} bytes`),
      )
    }
    const received = { method: 'POST', target: path, headers: request.headers, body }
    if (route === 'session') {
      const granted = this.#admission.openSession(received)
      return granted.ok ? sendJson(response, 200, granted.body) : this.#refuse(response, refusal(granted))
    }
    const verdict = this.#admission.verify(received)
    if (!verdict.ok) return this.#refuse(response, refusal(verdict))
    this.#counts.requests++
    this.#note(request, verdict.sender)
    await this.#work(route, verdict.sender, body, response)
  }

  #routeOf(path: string): Route | 'session' | undefined {
    if (path === '/session') return 'session'
    const { routes } = this.#options.service
    return isServicePath(path) ? routes[path] : undefined
  }

  async #work(route: Route, caller: AccountId, body: Uint8Array, response: ServerResponse): Promise<void> {
    const controller = new AbortController()
    const { signal } = controller
    response.once('close', () => {
      if (!response.writableFinished) controller.abort()
    })
    this.#underWay.add(controller)
    try {
      const json = parseJson(body)
      if (json === undefined)
        return this.#refuse(response, failure(400, 'invalid_json', 'the body is not JSON'))
      await this.#queue.run(signal, async () =>
        sendAnswer(response, await route.handle(json, { caller, signal }), signal),
      )
    } catch (error) {
      if (signal.aborted) this.#counts.cancelled++
      else this.#counts.failed++
      if (response.headersSent || response.destroyed) response.destroy()
      else this.#refuse(response, failureOf(error))
    } finally {
      this.#underWay.delete(controller)
    }
  }

  #refuse(response: ServerResponse, { status, body }: HttpFailure): void {
    this.#counts.refused[status] = (this.#counts.refused[status] ?? 0) + 1
    if (status === 503) response.setHeader('retry-after', '1')
    // The rest of a body that nobody reads must not be taken for the next request.
    if (!response.req.complete) response.setHeader('connection', 'close')
    sendJson(response, status, body)
  }

  #note(request: IncomingMessage, sender: AccountId): void {
    this.#options.onRequest?.({
      method: request.method ?? '',
      path: request.url ?? '',
      sender,
      headerNames: request.rawHeaders.filter((_, i) => i % 2 === 0),
    })
  }
}

const isServicePath = (path: string): path is ServicePath => path.startsWith('/v1/')

const unsigned = (reason: string): HttpFailure =>
  failure(401, reason, 'sign the request with btauth/1 or Epistula, or open a session')

const refusal = ({ status, reason }: Refused): HttpFailure =>
  status === 403
    ? failure(403, reason, 'only registered validators with a permit or stake are served')
    : unsigned(reason)

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

function listening(server: Server, port: number, host: string): Promise<number> {
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

/** Resolves when the port is open. @throws NetError `port-in-use`, or the error of `listen`. */
export async function startMinerServer(options: MinerServerOptions): Promise<MinerServer> {
  const miner = new HttpMiner(options)
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: 75_000 }, miner.listen)
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.maxConnections = MAX_CONNECTIONS
  const port = await listening(server, options.port, options.host)
  return {
    host: options.host,
    port,
    metrics: () => miner.metrics(),
    async close(grace = 5_000) {
      miner.drain()
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeIdleConnections()
      const end = performance.now() + grace
      while (miner.busy && performance.now() < end) await new Promise(done => setTimeout(done, 20))
      miner.cancelAll()
      server.closeAllConnections()
      await closed
    },
  }
}
