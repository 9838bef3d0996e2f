// How long a caller waits for one miner before the next is asked. Joined with the caller's own signal, and over as soon as the
// miner answers: a stream that has begun lasts as long as its request may.
import { NetError } from '@taonet/wire'

export class Patience {
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout
  #late = false

  /** @param outer Stays joined for the whole exchange: a caller that goes away ends a running stream too. */
  constructor(milliseconds: number, outer: AbortSignal) {
    const abort = (): void => this.#controller.abort()
    this.#timer = setTimeout(() => {
      this.#late = true
      abort()
    }, milliseconds)
    if (outer.aborted) abort()
    else outer.addEventListener('abort', abort, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  /** The error for whatever the exchange threw. */
  explain(thrown: unknown): unknown {
    if (!this.#late) return thrown
    return new NetError('deadline', 'the miner did not answer in time', 'ask again, or ask for fewer tokens')
  }
}
