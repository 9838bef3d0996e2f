// What can go wrong between a dispatcher and a miner, each under the code that callers decide by.

import { isNetError, NetError } from '@taonet/wire'

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
  return new NetError(
    'disconnected',
    `the miner broke off: ${text}`,
    'ask again or ask another miner',
    thrown,
  )
}
