// `/v1/batches`: create, list, look, cancel.
import { Hono } from 'hono'
import { z } from 'zod'
import { type Accounts, counted } from '../accounts/index.ts'
import { listQuery, pageOf } from '../files/index.ts'
import { parameters } from '../parameters.ts'
import { jsonBody } from '../request-body.ts'
import type { Env } from '../serving.ts'
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

export function batchRoutes(batches: Batches, accounts: Accounts): Hono<Env> {
  const app = new Hono<Env>()
  app.post('/', async context => {
    const caller = context.get('caller')
    const headers = await counted(accounts, caller, PATH)
    const body = parameters(NewBatchBody, {}, await jsonBody(context))
    const record = await batches.create(caller, {
      input: body.input_file_id,
      endpoint: body.endpoint,
      metadata: body.metadata ?? null,
      outputLife: body.output_expires_after?.seconds,
    })
    return context.json(batches.object(record), 200, headers)
  })
  app.get('/', async context => {
    const caller = context.get('caller')
    const headers = await counted(accounts, caller, PATH)
    const query = listQuery({ ...context.req.query(), order: 'desc' }, PAGE)
    const page = pageOf(batches.list(caller.id), query)
    return context.json({ ...page, data: page.data.map(one => batches.object(one)) }, 200, headers)
  })
  app.get('/:id', async context => {
    const caller = context.get('caller')
    const headers = await counted(accounts, caller, PATH)
    return context.json(batches.object(batches.get(caller.id, context.req.param('id'))), 200, headers)
  })
  app.post('/:id/cancel', async context => {
    const caller = context.get('caller')
    const headers = await counted(accounts, caller, PATH)
    const record = await batches.cancel(caller.id, context.req.param('id'))
    return context.json(batches.object(record), 200, headers)
  })
  return app
}
