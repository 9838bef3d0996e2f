// A bounded number of jobs at a time and a bounded number waiting; the rest is told to come back.

import { NetError } from '@taonet/wire'

export interface QueueLimits {
  readonly active: number
  readonly waiting: number
}

const busy = (): NetError =>
  new NetError('busy', 'the miner has as much work as it takes', 'ask another, or again in a second')

const gone = (): NetError => new NetError('aborted', 'the caller has gone', 'nothing to do')

export class WorkQueue {
  readonly #limits: QueueLimits
  readonly #waiting: (() => void)[] = []
  #active = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  get active(): number {
    return this.#active
  }

  get waiting(): number {
    return this.#waiting.length
  }

  /** Runs the job when its turn comes. @throws NetError `busy` at once, `aborted` when the signal comes first. */
  async run<T>(signal: AbortSignal, job: () => Promise<T>): Promise<T> {
    await this.#turn(signal)
    try {
      return await job()
    } finally {
      // The slot goes to the next in line without becoming free in between.
      const next = this.#waiting.shift()
      if (next) next()
      else this.#active--
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(gone())
    if (this.#active < this.#limits.active) {
      this.#active++
      return Promise.resolve()
    }
    if (this.#waiting.length >= this.#limits.waiting) return Promise.reject(busy())
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        const place = this.#waiting.indexOf(start)
        if (place >= 0) this.#waiting.splice(place, 1)
        reject(gone())
      }
      const start = (): void => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#waiting.push(start)
    })
  }
}
