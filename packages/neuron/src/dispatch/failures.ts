// What can go wrong between a dispatcher and a miner, each under the code that callers decide by.

import { isNetError, NetError } from '@taonet/wire'

/** Why there is no usable answer: the code of the error or of the outcome, and the name of its counter. */
export const FAILURES = [
  'refused-address',
  'unreachable',
  'disconnected',
  'session-refused',
  // Whoever answers does not hold the key that the chain shows, or somebody changed the answer on its way.
  'wrong-identity',
  'deadline',
  // Any status but 200.
  'status',
  'reply-too-long',
  // No JSON, no server-sent events.
  'bad-reply',
  // The end is missing.
  'cut-off',
  // A stream that opens at once and then says nothing: its opening was sent ahead of its answer.
  'stalled',
  // Whole and well formed, and not what the subnet's protocol says.
  'schema',
  'aborted',
  'closed',
] as const

export type Failure = (typeof FAILURES)[number]

export const isFailure = (code: string): code is Failure => FAILURES.some(one => one === code)

export const deadlinePassed = (): NetError =>
  new NetError('deadline', 'the miner did not answer in time', 'ask another miner or allow more time')

export const aborted = (): NetError =>
  new NetError('aborted', 'the request was cancelled by its caller', 'nothing to do')

export const badReply = (what: string, cause?: unknown): NetError =>
  new NetError('bad-reply', `the miner's answer is unusable: ${what}`, 'ask another miner', cause)

export const sessionRefused = (what: string, cause?: unknown): NetError =>
  new NetError(
    'session-refused',
    `the miner grants no session: ${what}`,
    'check that this hotkey is a registered validator with stake',
    cause,
  )

export const replyTooLong = (what: string): NetError =>
  new NetError('reply-too-long', `the miner's answer is unusable: ${what}`, 'ask another miner')

export const cutOff = (what: string, cause?: unknown): NetError =>
  new NetError('cut-off', `the miner's answer is not whole: ${what}`, 'ask again or ask another miner', cause)

export const stalled = (): NetError =>
  new NetError(
    'stalled',
    'the miner opened its answer long before it had one',
    'ask another miner: this one feigns its latency',
  )

export const wrongIdentity = (what: string, cause?: unknown): NetError =>
  new NetError(
    'wrong-identity',
    `the answer is not the miner's: ${what}`,
    'something else answers at its address, or changes what passes; ask another miner',
    cause,
  )

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
])

const codeOf = (thrown: unknown): unknown =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined

/** Any error of a socket as one of ours. */
export function asNetError(thrown: unknown): NetError {
  if (isNetError(thrown)) return thrown
  const code = codeOf(thrown)
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  if (typeof code === 'string' && UNREACHABLE.has(code)) {
    return new NetError(
      'unreachable',
      `no connection to the miner: ${text}`,
      'it may be down; ask another',
      thrown,
    )
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return replyTooLong(text)
  if (thrown instanceof Error && thrown.name === 'HTTPParserError') return badReply('not HTTP', thrown)
  return new NetError(
    'disconnected',
    `the miner broke off: ${text}`,
    'ask again or ask another miner',
    thrown,
  )
}
