// One HTTP exchange under one deadline, from the request to the last byte of the answer.

import { aborted, asNetError, deadlinePassed } from './failures.ts'
import type { SendOptions } from './reply.ts'

/** Joins deadline and caller's signal; whoever comes first also decides the error. */
export class ExchangeScope {
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout
  readonly #outer: AbortSignal | undefined
  readonly #onEnd: () => void
  #ended = false
  #timedOut = false

  constructor({ deadline, signal }: SendOptions, onEnd: () => void) {
    this.#outer = signal
    this.#onEnd = onEnd
    this.#timer = setTimeout(() => {
      this.#timedOut = true
      this.cancel()
    }, deadline)
    if (signal?.aborted) this.cancel()
    else signal?.addEventListener('abort', this.cancel, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  readonly cancel = (): void => {
    this.#controller.abort()
    this.end()
  }

  /** Frees timer and listener; safe to call more than once. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    clearTimeout(this.#timer)
    this.#outer?.removeEventListener('abort', this.cancel)
    this.#onEnd()
  }

  /** Waits for work that others share, but no longer than this exchange lasts. */
  race<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.#controller
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(aborted())
      if (signal.aborted) return stop()
      signal.addEventListener('abort', stop, { once: true })
      work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
    })
  }

  /** The error of this exchange for whatever a socket threw. */
  explain(thrown: unknown): Error {
    if (this.#timedOut) return deadlinePassed()
    if (this.#controller.signal.aborted) return aborted()
    return asNetError(thrown)
  }
}
