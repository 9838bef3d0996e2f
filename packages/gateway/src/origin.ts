// Who may talk to a loopback server: the right `Host`, and no foreign `Origin` (DESIGN §10). A page on the web must not reach
// a network on this machine through the reader's browser.
import type { Arrival, HttpAnswer } from './http/call.ts'
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

/** What a browser asks before it sends a request of a page's; answered where `permitted` grants something. */
export const preflight = (arrival: Arrival): HttpAnswer => {
  const wanted = arrival.header('access-control-request-headers') ?? ''
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
      'access-control-max-age': REMEMBERED_S,
      ...(NAMES.test(wanted) ? { 'access-control-allow-headers': wanted } : {}),
    },
    body: undefined,
  }
}

/**
 * What the page that asks is granted, as headers of whatever it is answered; undefined where no page asks.
 * @throws Refused 403 for another host, or an origin that is not listed.
 */
export function permitted(
  arrival: Arrival,
  { loopback, cors }: OriginPolicy,
): Readonly<Record<string, string>> | undefined {
  const host = arrival.header('host') ?? ''
  if (loopback && !isOwnHost(host))
    throw new Refused(403, 'wrong_host', `This gateway serves loopback only; "${host}" is another host.`)
  const origin = arrival.header('origin')
  if (origin === undefined) return undefined
  const own = origin === `http://${host}` || origin === `https://${host}`
  if (own || cors.includes(origin)) return permission(origin)
  throw new Refused(
    403,
    'origin_not_listed',
    `Pages of ${origin} may not use this gateway. List it with --cors.`,
  )
}
