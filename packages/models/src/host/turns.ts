/** One engine, one thread: jobs take turns token by token, in the order they asked. */

export type Turns = <T>(step: () => Promise<T>) => Promise<T>

/**
 * Runs steps one after the other. Each request evaluates alone, never in a batch with another: a token's probability
 * then depends on its own request only, to the bit, however busy the host is.
 */
export function takeTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  return step => {
    const mine = last.then(step)
    last = mine.catch(() => undefined)
    return mine
  }
}
