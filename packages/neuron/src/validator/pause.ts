// Waiting between probes.

import { setImmediate } from 'node:timers/promises'

/** Milliseconds by which a timer may be late or early: what is left of a pause is waited for turn by turn. */
const COARSE = 2

/** Milliseconds by which a timer is late where the whole process was held up. */
const HELD_UP = 4
/** Of the event loop, in which what came over sockets meanwhile is read. */
const TURNS = 2

/**
 * To a fraction of a millisecond, as callers' requests may follow each other; until the signal at most. When the process was
 * held up, live requests that came meanwhile go first: else each silence would end with a probe.
 */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const end = performance.now() + ms
  if (ms > COARSE) await idle(ms - COARSE, signal)
  const late = performance.now() - end
  for (let turn = 0; late > HELD_UP && turn < TURNS; turn++) await setImmediate()
  while (!signal.aborted && performance.now() < end) await setImmediate()
}

export const idle = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
