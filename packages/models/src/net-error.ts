/** The world failed: a peer, a disk, a source or a model host. Retried, degraded or reported; never a fault of ours. */

const MARK = Symbol.for('taonet.NetError')

/**
 * Codes used by this package: `busy` (queue full, try another), `timeout` (deadline passed), `unavailable` (not
 * running, stopped while working, or unreachable), `aborted` (the asker left), `too_long` (the prompt fits no context),
 * `bad_reply` (a server answered nonsense), `not_found` (no such file or model), `mismatch` (wrong SHA-256),
 * `license` (terms not accepted), `offline` (source switched off).
 */
export class NetError extends Error {
  /** The sign by which every package knows a failure of the world, whoever's class it is. */
  readonly [MARK] = true
  readonly code: string
  /** What the reader can do about it, as one sentence; may be empty. */
  readonly hint: string

  constructor(
    code: string,
    message: string,
    options: { readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'NetError'
    this.code = code
    this.hint = options.hint ?? ''
  }

  /** Anything thrown as a NetError: itself, an abort or a deadline by its name, and the rest as `fallback`. */
  static from(thrown: unknown, fallback: string, hint = ''): NetError {
    if (thrown instanceof NetError) return thrown
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    if (error.name === 'AbortError')
      return new NetError('aborted', 'the request was given up', { cause: error })
    if (error.name === 'TimeoutError')
      return new NetError('timeout', 'the deadline passed', { hint, cause: error })
    return new NetError(fallback, error.message, { hint, cause: error })
  }
}
