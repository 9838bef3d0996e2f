// One at a time, in the order of coming.

/** @returns Runs each piece of work after the one before it has ended, however that ended. */
export function turnstile(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return work => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}
