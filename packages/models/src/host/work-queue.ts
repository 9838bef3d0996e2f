/** A bounded queue of abortable jobs: so many at once, so many waiting, and a refusal beyond. */
import { NetError } from '../net-error.ts'

export interface WorkQueue {
  /** Runs `job` when its turn comes. Throws NetError `busy` at once when too many wait. */
  run<T>(job: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T>
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>
}

export function workQueue(limits: { readonly running: number; readonly waiting: number }): WorkQueue {
  const waiting: (() => void)[] = []
  let watchers: (() => void)[] = []
  let running = 0

  async function turn(signal: AbortSignal): Promise<void> {
    if (running < limits.running) {
      running++
      return
    }
    if (waiting.length >= limits.waiting) {
      throw new NetError('busy', `${waiting.length} requests already wait for this model host`, {
        hint: 'ask another miner, or again in a moment',
      })
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    waiting.push(resolve)
    const leave = () => {
      const place = waiting.indexOf(resolve)
      if (place >= 0) waiting.splice(place, 1)
      reject(signal.reason)
    }
    signal.addEventListener('abort', leave, { once: true })
    await promise.finally(() => signal.removeEventListener('abort', leave))
  }

  function done(): void {
    const next = waiting.shift()
    if (next !== undefined) {
      next()
      return
    }
    running--
    if (running > 0) return
    for (const watcher of watchers) watcher()
    watchers = []
  }

  return {
    async run(job, signal) {
      signal.throwIfAborted()
      await turn(signal)
      try {
        signal.throwIfAborted()
        return await job(signal)
      } finally {
        done()
      }
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise(resolve => watchers.push(resolve))),
  }
}
