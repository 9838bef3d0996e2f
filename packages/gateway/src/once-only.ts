// `idempotency-key`: whoever asks again with the same key gets the same answer, and pays for it once.
import type { MiddlewareHandler } from 'hono'
import { Idempotency } from './accounts/index.ts'
import { senderOf } from './callers.ts'
import { textBody } from './request-body.ts'
import type { Env } from './serving.ts'

const IDEMPOTENCY_HEADER = 'idempotency-key'

/** Uploads are named by what they become, not by a key. */
const applies = (path: string): boolean => path !== '/v1/files'

export function onceOnly(): MiddlewareHandler<Env> {
  const answers = new Idempotency()
  return async (context, next) => {
    const { method, path } = context.req
    const key = context.req.header(IDEMPOTENCY_HEADER)
    if (key === undefined || method !== 'POST' || !applies(path)) return next()
    const body = await textBody(context)
    const caller = `${context.get('caller').id} ${senderOf(context) ?? ''}`
    const signal = context.req.raw.signal
    context.res = await answers.answer({ caller, key, path, body, signal }, async () => {
      await next()
      return context.res
    })
  }
}
