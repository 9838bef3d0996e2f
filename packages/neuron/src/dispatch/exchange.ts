// One HTTP exchange under one deadline, from the request to the last byte of the answer.

import type { Asker } from './connections.ts'
import { aborted, asNetError, deadlinePassed } from './failures.ts'
import type { SendOptions } from './reply.ts'

/** Joins deadline and caller's signal; whoever comes first also decides the error. */
export class ExchangeScope implements Asker {
  readonly #timer: NodeJS.Timeout
  readonly #outer: AbortSignal | undefined
  readonly #onEnd: () => void
  readonly #acts = new Set<() => void>()
  #ended = false
  #timedOut = false
  #cancelled = false

  constructor({ deadline, signal }: Pick<SendOptions, 'deadline' | 'signal'>, onEnd: () => void) {
    this.#outer = signal
    this.#onEnd = onEnd
    this.#timer = setTimeout(() => {
      this.#timedOut = true
      this.cancel()
    }, deadline)
    if (signal?.aborted) this.cancel()
    else signal?.addEventListener('abort', this.cancel, { once: true })
  }

  get isCancelled(): boolean {
    return this.#cancelled
  }

  /** Not called any more once it is taken back. */
  onCancel(act: () => void): () => void {
    this.#acts.add(act)
    return () => this.#acts.delete(act)
  }

  readonly cancel = (): void => {
    this.#cancelled = true
    for (const act of [...this.#acts]) act()
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
    if (this.#cancelled) return Promise.reject(aborted())
    return new Promise((resolve, reject) => {
      const takeBack = this.onCancel(() => reject(aborted()))
      work.then(resolve, reject).finally(takeBack)
    })
  }

  /** The error of this exchange for whatever a socket threw. */
  explain(thrown: unknown): Error {
    if (this.#timedOut) return deadlinePassed()
    if (this.#cancelled) return aborted()
    return asNetError(thrown)
  }
}
