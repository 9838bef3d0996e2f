// What the gateway tells of itself: whether it can answer, how it does, what it serves, what was used, and its receipts.
import { exposition } from '@taonet/neuron'
import type { Hono } from 'hono'
import { requireScope, scopeOf, usagePage } from '../accounts/index.ts'
import type { House } from '../house.ts'
import { listModels } from '../models-list.ts'
import { Refused } from '../openai-error.ts'
import { readinessOf } from '../readiness.ts'
import type { Env } from '../serving.ts'
import { statusOf } from '../slo/status.ts'

/** @param rpcUrl WebSocket address of the chain, told to the page. */
export function addAbout(app: Hono<Env>, house: House, rpcUrl: string): void {
  addHealth(app, house)
  addModels(app, house)
  addAccounts(app, house)
  app.get('/config.json', context => context.json({ rpcUrl }))
}

function addHealth(app: Hono<Env>, { serving, routing, inFlight }: House): void {
  const { network, metrics, level } = serving
  const ready = readinessOf(serving)
  const judges = () => network.validators.map(one => ({ hotkey: one.hotkey, metrics: one.metrics() }))
  app.get('/health', context => context.json({ status: 'ok' }))
  app.get('/ready', async context => {
    const readiness = await ready()
    return context.json(readiness, readiness.ready ? 200 : 503)
  })
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
}

function addModels(app: Hono<Env>, { serving: { network, ranking } }: House): void {
  app.get('/v1/models', context => {
    requireScope(context.get('caller'), scopeOf(context.req.path))
    return context.json({ object: 'list', data: listModels(network, ranking) })
  })
  app.get('/v1/models/:id{.+}', context => {
    requireScope(context.get('caller'), scopeOf(context.req.path))
    const id = context.req.param('id')
    const found = listModels(network, ranking).find(one => one.id === id)
    if (!found)
      throw new Refused(404, 'model_not_found', `No model "${id}" here. See GET /v1/models.`, 'model')
    return context.json(found)
  })
}

function addAccounts(app: Hono<Env>, { serving: { accounts, receipts } }: House): void {
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
    return context.body(made.json, 200, { 'content-type': 'application/json' })
  })
}
