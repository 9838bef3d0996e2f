// Time as routing sees it: the machine's, or a test's.
export interface Clock {
  /** Milliseconds; only differences mean anything. */
  now(): number
  /** @returns The way to call it off. */
  after(milliseconds: number, act: () => void): () => void
}

export const machineClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds)
    return () => clearTimeout(timer)
  },
}
