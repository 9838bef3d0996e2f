// OpenAI's error body, and the one table from what failed to an HTTP status (DESIGN §7).
import { isNetError, NetError } from '@taonet/wire'

export interface ErrorBody {
  readonly error: {
    readonly message: string
    readonly type: string
    readonly param: string | null
    readonly code: string | null
  }
}

/** A refusal of the gateway's own, ready to be sent. */
export class Refused extends Error {
  readonly status: number
  readonly body: ErrorBody
  constructor(status: number, code: string, message: string, param: string | null = null) {
    super(message)
    this.name = 'Refused'
    this.status = status
    this.body = { error: { message, type: typeOf(status), param, code } }
  }
}

const typeOf = (status: number): string =>
  status >= 500
    ? 'server_error'
    : status === 429
      ? 'rate_limit_error'
      : status === 401 || status === 403
        ? 'authentication_error'
        : 'invalid_request_error'

const STATUS: Readonly<Record<string, number>> = {
  deadline: 504,
  timeout: 504,
  aborted: 499,
  busy: 429,
  'refused-address': 502,
  unreachable: 502,
  disconnected: 502,
  'session-refused': 502,
  'bad-reply': 502,
  'reply-too-long': 502,
  closed: 503,
  'no-miner': 503,
}

/** What to send for anything thrown; a bug becomes a plain 500 without its text. */
export function refusalOf(thrown: unknown): Refused {
  if (thrown instanceof Refused) return thrown
  if (isNetError(thrown))
    return new Refused(
      STATUS[thrown.code] ?? 503,
      thrown.code,
      thrown.hint === '' ? thrown.message : `${thrown.message}. ${thrown.hint}.`,
    )
  return new Refused(
    500,
    'internal',
    'The gateway failed. The request id is in the response headers and in its log.',
  )
}

export const noMiner = (model: string): NetError =>
  new NetError(
    'no-miner',
    `no miner that serves "${model}" can be called now`,
    'wait for the next epoch, or run one with `taonet miner`',
  )
