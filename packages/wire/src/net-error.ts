// The world failed: a machine, a network, a file or a server outside our rules (DESIGN §7). Says what happened, why, and what
// to do. Recognised by a registered symbol, so that two copies of this file agree.

const MARK = Symbol.for('taonet.NetError')

export class NetError extends Error {
  /** Short and stable: callers decide by it, the gateway maps it to an HTTP status. */
  readonly code: string
  /** What the reader can do about it. */
  readonly hint: string
  readonly [MARK] = true

  constructor(code: string, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause })
    this.name = 'NetError'
    this.code = code
    this.hint = hint
  }
}

export function isNetError(thrown: unknown): thrown is NetError {
  return typeof thrown === 'object' && thrown !== null && MARK in thrown
}
