// `/v1/batches`: create, list, look, cancel.
import { z } from 'zod'
import { type Accounts, counted } from '../accounts/index.ts'
import { listQuery, pageOf } from '../files/index.ts'
import { type Call, type HttpAnswer, jsonAnswer } from '../http/call.ts'
import type { Routes } from '../http/routes.ts'
import { parameters } from '../parameters.ts'
import { jsonBody } from '../request-body.ts'
import { ENDPOINTS, METADATA } from './batch-record.ts'
import type { Batches } from './batches.ts'

const PATH = '/v1/batches'
const PAGE = { most: 100, usual: 20 }
const MOST_METADATA = 16

const NewBatchBody = z.object({
  input_file_id: z.string().min(1).max(100),
  endpoint: z.enum(ENDPOINTS),
  completion_window: z.literal('24h', 'must be "24h"'),
  metadata: METADATA.refine(
    one => Object.keys(one).length <= MOST_METADATA,
    `must have ${MOST_METADATA} entries at most`,
  ).nullish(),
  output_expires_after: z
    .object({ anchor: z.literal('created_at'), seconds: z.int().min(3_600).max(2_592_000) })
    .nullish(),
})

export function addBatches(routes: Routes<Call>, batches: Batches, accounts: Accounts): void {
  const add = (
    method: string,
    path: string,
    work: (call: Call, id: string, headers: Record<string, string>) => Promise<HttpAnswer>,
  ): void =>
    routes.add(method, path, async (call, id) => work(call, id, await counted(accounts, call.caller, PATH)))

  add('POST', PATH, async (call, _, headers) => {
    const body = parameters(NewBatchBody, {}, await jsonBody(call))
    const record = await batches.create(call.caller, {
      input: body.input_file_id,
      endpoint: body.endpoint,
      metadata: body.metadata ?? null,
      outputLife: body.output_expires_after?.seconds,
    })
    return jsonAnswer(batches.object(record), 200, headers)
  })
  add('GET', PATH, async ({ caller, arrival }, _, headers) => {
    const query = listQuery({ ...Object.fromEntries(arrival.query), order: 'desc' }, PAGE)
    const page = pageOf(batches.list(caller.id), query)
    return jsonAnswer({ ...page, data: page.data.map(one => batches.object(one)) }, 200, headers)
  })
  add('GET', `${PATH}/:id`, async ({ caller }, id, headers) =>
    jsonAnswer(batches.object(batches.get(caller.id, id)), 200, headers),
  )
  add('POST', `${PATH}/:id/cancel`, async ({ caller }, id, headers) =>
    jsonAnswer(batches.object(await batches.cancel(caller.id, id)), 200, headers),
  )
}
