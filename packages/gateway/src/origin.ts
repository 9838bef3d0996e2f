// Who may talk to a loopback server: the right `Host`, and no foreign `Origin` (DESIGN §10). A page on the web must not reach
// a network on this machine through the reader's browser.
import type { MiddlewareHandler } from 'hono'
import { Refused } from './openai-error.ts'

const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i

/** Whether a `Host` header is one of this machine's names for itself: any other may be anybody's. */
export const isOwnHost = (host: string): boolean => LOOPBACK.test(host)

const LIMITS = ['limit', 'remaining', 'reset'].flatMap(what => [
  `x-ratelimit-${what}-requests`,
  `x-ratelimit-${what}-tokens`,
])
const OURS = ['model', 'miners', 'block', 'receipt', 'cache'].map(what => `x-taonet-${what}`)
const EXPOSED = [...OURS, 'x-request-id', 'retry-after', 'idempotent-replayed', ...LIMITS].join(', ')
/** Header names as a preflight lists them. */
const NAMES = /^[\w\-, ]{1,1024}$/
const REMEMBERED_S = '600'

export interface OriginPolicy {
  /** Bound to loopback only: other Host headers are rebinding attempts. */
  readonly loopback: boolean
  /** Listed origins besides the gateway's own. */
  readonly cors: readonly string[]
}

const permission = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  'access-control-expose-headers': EXPOSED,
  vary: 'Origin',
})

function preflight(origin: string, wanted: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...permission(origin),
      'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
      'access-control-max-age': REMEMBERED_S,
      ...(NAMES.test(wanted) ? { 'access-control-allow-headers': wanted } : {}),
    },
  })
}

export function originGuard({ loopback, cors }: OriginPolicy): MiddlewareHandler {
  return async (context, next) => {
    const host = context.req.header('host') ?? ''
    if (loopback && !isOwnHost(host))
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
    if (context.req.method === 'OPTIONS')
      return preflight(origin, context.req.header('access-control-request-headers') ?? '')
    await next()
    for (const [name, value] of Object.entries(permission(origin))) context.header(name, value)
  }
}
