// OpenAI's error body, and the one table from what failed to an HTTP status (DESIGN §7).
import type { ErrorBody } from '@taonet/neuron'
import { isNetError } from '@taonet/wire'
import { type HttpAnswer, jsonAnswer } from './http/call.ts'

/** A refusal of the gateway's own, ready to be sent. */
export class Refused extends Error {
  readonly status: number
  readonly body: ErrorBody
  /** Sent with it, such as `retry-after` or `x-ratelimit-*`. */
  readonly headers: Readonly<Record<string, string>>
  constructor(
    status: number,
    code: string,
    message: string,
    param: string | null = null,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'Refused'
    this.status = status
    this.body = { error: { message, type: typeOf(status), param, code } }
    this.headers = headers
  }
}

function typeOf(status: number): string {
  if (status >= 500) return 'server_error'
  if (status === 429) return 'rate_limit_error'
  if (status === 401) return 'authentication_error'
  return status === 403 ? 'permission_error' : 'invalid_request_error'
}

const STATUS: Readonly<Record<string, number>> = {
  aborted: 499,
  'miner-failed': 502,
  'refused-address': 502,
  unreachable: 502,
  disconnected: 502,
  'session-refused': 502,
  'bad-reply': 502,
  'reply-too-long': 502,
  'cut-off': 502,
  'wrong-identity': 502,
  busy: 503,
  closed: 503,
  'no-miner': 503,
  'no-validator': 503,
  deadline: 504,
  timeout: 504,
}

const sentence = (text: string): string =>
  text === '' ? '' : `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`

/** What to send for anything thrown; a bug becomes a plain 500 without its text. */
export function refusalOf(thrown: unknown): Refused {
  if (thrown instanceof Refused) return thrown
  if (isNetError(thrown)) {
    const message = [thrown.message, thrown.hint].map(sentence).join(' ').trim()
    return new Refused(STATUS[thrown.code] ?? 503, thrown.code, message)
  }
  return new Refused(
    500,
    'internal',
    'The gateway failed. The request id is in the response headers and in its log.',
  )
}

/** After so many seconds the same request may well succeed. */
const retryAfter = ({ status }: Refused): number | undefined => (status === 503 ? 1 : undefined)

/** The same for every failure: a body of OpenAI's form. */
export function errorAnswer(refused: Refused): HttpAnswer {
  const { status, body } = refused
  const pause = retryAfter(refused)
  return jsonAnswer(body, status, {
    ...(pause === undefined ? {} : { 'retry-after': String(pause) }),
    ...refused.headers,
    // The rest of a body that is too long is not waited for.
    ...(status === 413 ? { connection: 'close' } : {}),
  })
}
