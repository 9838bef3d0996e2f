// OpenAI's error body, and the HTTP status of each of our failures.

import { isNetError } from '@taonet/wire'
import { InvalidBody, UnsupportedParameter } from '../miner/service.ts'

export interface ErrorBody {
  readonly error: {
    readonly message: string
    readonly type: string
    readonly param: string | null
    readonly code: string | null
  }
}

export interface HttpFailure {
  readonly status: number
  readonly body: ErrorBody
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error'
  if (status === 403) return 'permission_error'
  if (status === 429) return 'rate_limit_error'
  return status < 500 ? 'invalid_request_error' : 'server_error'
}

export function failure(
  status: number,
  code: string,
  message: string,
  param: string | null = null,
): HttpFailure {
  return { status, body: { error: { message, type: typeOf(status), param, code } } }
}

const STATUS_OF: Readonly<Record<string, number>> = {
  busy: 503,
  unavailable: 503,
  draining: 503,
  timeout: 504,
  too_long: 400,
  bad_request: 400,
}

/** What a caller may know of an error: ours by code and message, anything else only that it happened. */
export function failureOf(thrown: unknown): HttpFailure {
  if (thrown instanceof InvalidBody)
    return failure(400, 'invalid_body', thrown.message, thrown.parameter || null)
  if (thrown instanceof UnsupportedParameter)
    return failure(400, 'unsupported_parameter', thrown.message, thrown.parameter)
  if (isNetError(thrown)) return failure(STATUS_OF[thrown.code] ?? 502, thrown.code, thrown.message)
  return failure(500, 'internal_error', 'the miner failed')
}
