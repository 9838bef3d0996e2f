// The gateway's routes: OpenAI's over the network's miners, health, metrics, and the explorer's page.
import { exposition, type ServicePath } from '@taonet/neuron'
import { Hono } from 'hono'
import type { Logger } from 'pino'
import { requireScope, scopeOf, usagePage } from './accounts/index.ts'
import type { Account } from './answer-headers.ts'
import { createCache } from './cache/cache.ts'
import type { Embed } from './cache/near-questions.ts'
import { identified } from './callers.ts'
import { chat } from './chat.ts'
import { completions } from './completions/completions.ts'
import { embeddings } from './embeddings.ts'
import { explorerFile } from './explorer-files.ts'
import { createMetrics } from './metrics.ts'
import { mixtureOf } from './mixture/mixture.ts'
import { listModels } from './models-list.ts'
import { moderations } from './moderations/moderations.ts'
import type { Network } from './network.ts'
import { onceOnly } from './once-only.ts'
import { errorResponse, Refused } from './openai-error.ts'
import { originGuard } from './origin.ts'
import { rankingOf } from './ranking.ts'
import { readinessOf } from './readiness.ts'
import { failed, InFlight, noted } from './request-notes.ts'
import { responsesOf } from './responses/responses.ts'
import { routingOf } from './router.ts'
import type { Env, Serving } from './serving.ts'
import { ServiceLevel } from './slo/service-level.ts'
import { statusOf } from './slo/status.ts'
import type { State } from './state.ts'
import { ofSubnet } from './subnet-answer.ts'
import { askingBy } from './text/ask-miner.ts'

export interface AppConfig {
  readonly state: State
  readonly network: Network
  /** 127.0.0.1 unless somebody chose otherwise. */
  readonly host: string
  /** Folder of the built explorer; absent = no page. */
  readonly explorerDir?: string
  /** WebSocket address of the chain, told to the page. */
  readonly rpcUrl: string
  /** Origins besides the gateway's own whose pages may use it. */
  readonly cors?: readonly string[]
  /** A sentence as a vector, for answers to the same question in other words; absent = only the same words are known again. */
  readonly embed?: Embed | undefined
  /** Milliseconds a request may take. */
  readonly deadline?: number
  /** From then on whoever comes or waits is refused; what is under way goes on. */
  readonly draining?: AbortSignal
  /** From then on nothing goes on; callers are told. */
  readonly ending?: AbortSignal
  readonly logger?: Logger | undefined
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.')

const OPENAI: readonly ServicePath[] = ['/v1/chat/completions', '/v1/embeddings']

/** Paths that only one of the network's subnets speaks. */
const ownPaths = ({ subnets }: Network): readonly ServicePath[] =>
  [...new Set(subnets.flatMap(one => one.subnet.paths))].filter(path => !OPENAI.includes(path))

export function createApp(config: AppConfig): Hono<Env> {
  const { state, network, host, explorerDir, rpcUrl, cors = [], embed, deadline = 60_000, logger } = config
  const { draining = new AbortController().signal, ending } = config
  const inFlight = new InFlight()
  const level = new ServiceLevel()
  const ranking = rankingOf(network)
  const routing = routingOf(network, {
    onFailure({ uid, target }, thrown) {
      const code = thrown instanceof Refused ? 'refused' : thrown.code
      metrics.minerFailure(code)
      logger?.info({ netuid: target.netuid, uid, code }, 'miner did not answer')
    },
  })
  draining.addEventListener('abort', () => routing.drain())
  ending?.addEventListener('abort', () => routing.end())
  const sources = { inFlight: () => inFlight.count, routing: routing.state, level }
  const metrics = createMetrics(network, sources)
  const { router } = routing
  const { accounts, gate, receipts } = state
  const mixture = mixtureOf({
    network,
    ask: askingBy(router, () => ({ model: 'auto', signal: ending ?? draining, deadline, batch: true })),
    failed: thrown => logger?.error({ err: thrown }, 'nothing was learnt of the published scores'),
  })
  const serving: Serving = {
    network,
    ranking,
    router,
    mixture,
    accounts,
    gate,
    receipts,
    cache: createCache<Account>(embed ? { embed } : {}),
    deadline,
    metrics,
    level,
    logger,
  }
  const ready = readinessOf(serving)
  const responses = responsesOf()

  const app = new Hono<Env>()
  app.use('/v1/*', noted(serving, inFlight, draining))
  app.use(originGuard({ loopback: isLoopback(host), cors }))
  app.use('/v1/*', identified(accounts))
  app.use('/v1/*', onceOnly())
  app.get('/health', context => context.json({ status: 'ok' }))
  app.get('/ready', async context => {
    const readiness = await ready()
    return context.json(readiness, readiness.ready ? 200 : 503)
  })
  const judges = () => network.validators.map(one => ({ hotkey: one.hotkey, metrics: one.metrics() }))
  app.get('/metrics', async context =>
    context.text(`${await metrics.registry.metrics()}\n${exposition(judges())}`, 200, {
      'content-type': metrics.registry.contentType,
    }),
  )
  app.get('/v1/incidents', context => {
    const data = judges().flatMap(one => one.metrics.flatMap(({ incidents }) => incidents))
    return context.json({ object: 'list', data: data.sort((a, b) => b.block - a.block) })
  })
  app.get('/v1/status', context => context.json(statusOf(network, routing.state(), level, inFlight.count)))
  for (const kind of ['completions', 'embeddings'] as const)
    app.get(`/v1/organization/usage/${kind}`, async context => {
      requireScope(context.get('caller'), scopeOf(context.req.path))
      const { searchParams } = new URL(context.req.url)
      return context.json(await usagePage(accounts.sql, kind, searchParams, Date.now()))
    })
  app.get('/v1/receipts/key', context => context.json({ gateway: receipts.account }))
  app.get('/v1/receipts/:id', context => {
    const made = receipts.find(context.req.param('id'), context.get('caller').id)
    if (!made) throw new Refused(404, 'not_found', 'No receipt of this id is kept for this caller.', 'id')
    return context.json(made.receipt)
  })
  app.get('/config.json', context => context.json({ rpcUrl }))
  app.get('/v1/models', context => context.json({ object: 'list', data: listModels(network, ranking) }))
  app.get('/v1/models/:id{.+}', context => {
    const id = context.req.param('id')
    const found = listModels(network, ranking).find(one => one.id === id)
    if (!found)
      throw new Refused(404, 'model_not_found', `No model "${id}" here. See GET /v1/models.`, 'model')
    return context.json(found)
  })
  app.post('/v1/chat/completions', context => chat(context, serving))
  app.post('/v1/completions', context => completions(context, serving))
  app.post('/v1/responses', context => responses.create(context, serving))
  app.get('/v1/responses/:id', context => responses.retrieve(context, context.req.param('id')))
  app.delete('/v1/responses/:id', context => responses.remove(context, context.req.param('id')))
  app.post('/v1/moderations', context => moderations(context, serving))
  app.post('/v1/embeddings', context => embeddings(context, serving))
  for (const path of ownPaths(network)) app.post(path, context => ofSubnet(context, serving, path))
  app.get('*', async (context, next) => {
    if (explorerDir === undefined) return next()
    return (await explorerFile(explorerDir, context.req.path, rpcUrl)) ?? next()
  })
  app.notFound(context =>
    errorResponse(
      new Refused(404, 'unknown_url', `There is no ${context.req.method} ${context.req.path} here.`),
    ),
  )
  app.onError((thrown, context) => failed(thrown, context, serving))
  return app
}
