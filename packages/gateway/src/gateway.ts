// The gateway: OpenAI's routes over the network's miners, health, metrics, and the explorer's page.
import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { NetError } from '@taonet/wire'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import type { Network } from './candidates.ts'
import { chat } from './chat.ts'
import { embeddings } from './embeddings.ts'
import { explorerFile } from './explorer-files.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { listModels } from './models-list.ts'
import { Refused, refusalOf } from './openai-error.ts'
import { originGuard } from './origin.ts'
import { readinessOf } from './readiness.ts'

export interface GatewayConfig {
  readonly network: Network
  /** 127.0.0.1 unless somebody chose otherwise. */
  readonly host: string
  /** 0 = any. */
  readonly port: number
  /** Folder of the built explorer; absent = no page. */
  readonly explorerDir?: string
  /** WebSocket address of the chain, told to the page. */
  readonly rpcUrl: string
  readonly cors?: readonly string[]
  /** Milliseconds a request may take. */
  readonly deadline?: number
  readonly logger?: Logger
}

export interface GatewayState {
  readonly network: Network
  readonly deadline: number
  readonly metrics: Metrics
}

export interface Gateway {
  readonly port: number
  /** Ends requests under way after `grace` milliseconds at most. */
  close(grace?: number): Promise<void>
}

const MAX_BODY = 4 * 1024 * 1024
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

type App = Hono<{ Variables: { requestId: string } }>

export function createApp(config: Omit<GatewayConfig, 'port'>): App {
  const state: GatewayState = {
    network: config.network,
    deadline: config.deadline ?? 60_000,
    metrics: createMetrics(config.network),
  }
  const ready = readinessOf(config.network)
  const app: App = new Hono()
  app.use(async (context, next) => {
    const requestId = randomUUID()
    context.set('requestId', requestId)
    const started = performance.now()
    await next()
    context.header('x-request-id', requestId)
    if (!context.req.path.startsWith('/v1/')) return
    state.metrics.request(context.req.path, context.res.status)
    state.metrics.latency(context.req.path, (performance.now() - started) / 1000)
  })
  app.use(originGuard({ loopback: isLoopback(config.host), cors: config.cors ?? [] }))
  app.use(
    '/v1/*',
    bodyLimit({
      maxSize: MAX_BODY,
      onError: () =>
        refuse(new Refused(413, 'body_too_large', `The body is larger than ${MAX_BODY / 1024 / 1024} MB.`)),
    }),
  )
  app.get('/health', context => context.json({ status: 'ok' }))
  app.get('/ready', async context => {
    const readiness = await ready()
    return context.json(readiness, readiness.ready ? 200 : 503)
  })
  app.get('/metrics', async context =>
    context.text(await state.metrics.registry.metrics(), 200, {
      'content-type': state.metrics.registry.contentType,
    }),
  )
  app.get('/config.json', context => context.json({ rpcUrl: config.rpcUrl }))
  app.get('/v1/models', context => context.json({ object: 'list', data: listModels(config.network) }))
  app.get('/v1/models/:id{.+}', context => {
    const found = listModels(config.network).find(one => one.id === context.req.param('id'))
    if (!found)
      throw new Refused(
        404,
        'model_not_found',
        `No model "${context.req.param('id')}" here. See GET /v1/models.`,
        'model',
      )
    return context.json(found)
  })
  app.post('/v1/chat/completions', context => chat(context, state))
  app.post('/v1/embeddings', context => embeddings(context, state))
  app.get('*', (context, next) =>
    config.explorerDir === undefined ? next() : explorerFile(context, config.explorerDir, config.rpcUrl),
  )
  app.notFound(context =>
    refuse(new Refused(404, 'unknown_url', `There is no ${context.req.method} ${context.req.path} here.`)),
  )
  app.onError((thrown, context) => {
    const refused = refusalOf(thrown)
    const log = {
      requestId: context.get('requestId'),
      path: context.req.path,
      code: refused.body.error.code,
      status: refused.status,
    }
    if (refused.status === 500) config.logger?.error({ ...log, err: thrown }, 'request failed')
    else config.logger?.info(log, 'request refused')
    return refuse(refused, context)
  })
  return app
}

function refuse(refused: Refused, context?: Context): Response {
  const headers = new Headers({ 'content-type': 'application/json' })
  const requestId = context?.get('requestId')
  if (typeof requestId === 'string') headers.set('x-request-id', requestId)
  const origin = context?.res.headers.get('access-control-allow-origin')
  if (origin != null) headers.set('access-control-allow-origin', origin)
  return new Response(JSON.stringify(refused.body), { status: refused.status, headers })
}

/** @throws NetError `port-in-use`. */
export function startGateway(config: GatewayConfig): Promise<Gateway> {
  const app = createApp(config)
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: app.fetch, hostname: config.host, port: config.port, overrideGlobalObjects: false },
      info => resolve({ port: info.port, close: grace => close(server as Server, grace) }),
    ) as Server
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new NetError(
              'port-in-use',
              `port ${config.port} is in use`,
              'stop what uses it, or choose another with --gateway-port',
              cause,
            )
          : cause,
      ),
    )
  })
}

function close(server: Server, grace = 5_000): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(() => server.closeAllConnections(), grace)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}
