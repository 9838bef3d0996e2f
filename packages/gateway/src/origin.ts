// Who may talk to a loopback server: the right `Host`, and no foreign `Origin` (DESIGN §10). A page on the web must not reach
// a network on this machine through the reader's browser.
import type { MiddlewareHandler } from 'hono'
import { Refused } from './openai-error.ts'

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/

export interface OriginPolicy {
  /** Bound to loopback only: other Host headers are rebinding attempts. */
  readonly loopback: boolean
  /** Listed origins besides the gateway's own. */
  readonly cors: readonly string[]
}

export function originGuard({ loopback, cors }: OriginPolicy): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? ''
    if (loopback && !LOOPBACK.test(host))
      throw new Refused(403, 'wrong_host', `This gateway serves loopback only; "${host}" is another host.`)
    const origin = context.req.header('origin')
    if (origin === undefined) return next()
    const own = origin === `http://${host}` || origin === `https://${host}`
    if (!own && !cors.includes(origin))
      throw new Refused(
        403,
        'origin_not_listed',
        `Pages of ${origin} may not use this gateway. List it with --cors.`,
      )
    context.header('access-control-allow-origin', origin)
    context.header(
      'access-control-expose-headers',
      'x-taonet-model, x-taonet-miners, x-taonet-block, x-request-id',
    )
    context.header('vary', 'Origin')
    if (context.req.method !== 'OPTIONS') return next()
    context.header('access-control-allow-methods', 'GET, POST, OPTIONS')
    context.header('access-control-allow-headers', 'authorization, content-type, x-stainless-*, *')
    return context.body(null, 204)
  }
}
