// What the gateway tells of itself: whether it can answer, how it does, what it serves, what was used, and its receipts.
import { exposition } from '@taonet/neuron'
import { requireScope, scopeOf, usagePage } from '../accounts/index.ts'
import type { House } from '../house.ts'
import { type Arrival, type Call, jsonAnswer } from '../http/call.ts'
import type { Routes } from '../http/routes.ts'
import { listModels } from '../models-list.ts'
import type { Network } from '../network.ts'
import { Refused } from '../openai-error.ts'
import { readinessOf } from '../readiness.ts'
import { statusOf } from '../slo/status.ts'

const judgesOf = ({ validators }: Network) =>
  validators.map(one => ({ hotkey: one.hotkey, metrics: one.metrics() }))

/** For whoever watches over it, and its page. @param rpcUrl WebSocket address of the chain, told to the page. */
export function addHealth(routes: Routes<Arrival>, { serving }: House, rpcUrl: string): void {
  const { network, metrics } = serving
  const ready = readinessOf(serving)
  routes.add('GET', '/health', () => jsonAnswer({ status: 'ok' }))
  routes.add('GET', '/ready', async () => {
    const readiness = await ready()
    return jsonAnswer(readiness, readiness.ready ? 200 : 503)
  })
  routes.add('GET', '/metrics', async () => ({
    status: 200,
    headers: { 'content-type': metrics.registry.contentType },
    body: `${await metrics.registry.metrics()}\n${exposition(judgesOf(network))}`,
  }))
  routes.add('GET', '/config.json', () => jsonAnswer({ rpcUrl }))
}

export function addAbout(routes: Routes<Call>, house: House): void {
  addState(routes, house)
  addModels(routes, house)
  addAccounts(routes, house)
}

function addState(routes: Routes<Call>, { serving: { network, level }, routing, inFlight }: House): void {
  routes.add('GET', '/v1/incidents', () => {
    const data = judgesOf(network).flatMap(one => one.metrics.flatMap(({ incidents }) => incidents))
    return jsonAnswer({ object: 'list', data: data.sort((a, b) => b.block - a.block) })
  })
  routes.add('GET', '/v1/status', () => jsonAnswer(statusOf(network, routing.state(), level, inFlight.count)))
}

function addModels(routes: Routes<Call>, { serving: { network, ranking } }: House): void {
  routes.add('GET', '/v1/models', ({ caller, arrival }) => {
    requireScope(caller, scopeOf(arrival.path))
    return jsonAnswer({ object: 'list', data: listModels(network, ranking) })
  })
  routes.add('GET', '/v1/models/:id+', ({ caller, arrival }, id) => {
    requireScope(caller, scopeOf(arrival.path))
    const found = listModels(network, ranking).find(one => one.id === id)
    if (!found)
      throw new Refused(404, 'model_not_found', `No model "${id}" here. See GET /v1/models.`, 'model')
    return jsonAnswer(found)
  })
}

function addAccounts(routes: Routes<Call>, { serving: { accounts, receipts } }: House): void {
  for (const kind of ['completions', 'embeddings'] as const)
    routes.add('GET', `/v1/organization/usage/${kind}`, async ({ caller, arrival }) => {
      requireScope(caller, scopeOf(arrival.path))
      return jsonAnswer(await usagePage(accounts.sql, kind, arrival.query, Date.now()))
    })
  routes.add('GET', '/v1/receipts/key', () => jsonAnswer({ gateway: receipts.account }))
  routes.add('GET', '/v1/receipts/:id', ({ caller }, id) => {
    const made = receipts.find(id, caller.id)
    if (!made) throw new Refused(404, 'not_found', 'No receipt of this id is kept for this caller.', 'id')
    return { status: 200, headers: { 'content-type': 'application/json' }, body: made.json }
  })
}
