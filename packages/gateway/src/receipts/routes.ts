// GET /v1/receipts/key and /v1/receipts/{x-request-id}: whose receipts these are, and those of answers given lately.
import type { Hono } from 'hono'
import { Refused } from '../openai-error.ts'
import type { Env } from '../serving.ts'
import type { Receipts } from './receipts.ts'

export function addReceiptRoutes(app: Hono<Env>, receipts: Receipts): void {
  app.get('/v1/receipts/key', context =>
    context.json({ object: 'taonet.receipt_key', gateway: receipts.account, scheme: 'ed25519' }),
  )
  app.get('/v1/receipts/:id', context => {
    const id = context.req.param('id')
    const found = receipts.find(id, context.get('caller').id)
    if (!found)
      throw new Refused(404, 'receipt_not_found', 'No answer of this key with this request id is remembered.')
    return context.json(found.receipt)
  })
}
