// Long work of many callers goes on in turns, one caller in each round of the event loop, so that between two of them the
// node makes blocks and answers others.

/** Milliseconds after which whoever works on gives the rest of the round to others. */
const LONG_MS = 10

export class Turns {
  readonly #waiting: (() => void)[] = []

  /** Fulfilled when it is one's turn again. */
  next(): Promise<void> {
    return new Promise(resolve => {
      if (this.#waiting.push(resolve) === 1) setImmediate(this.#goOn)
    })
  }

  readonly #goOn = (): void => {
    this.#waiting.shift()?.()
    // Asked for inside a round, so it comes in the next one.
    if (this.#waiting.length > 0) setImmediate(this.#goOn)
  }
}

/** One caller's work: asked between two pieces of it. */
export class Turn {
  readonly #turns: Turns
  #began = performance.now()

  constructor(turns: Turns) {
    this.#turns = turns
  }

  /** Undefined while there is time left. */
  pause(): Promise<void> | undefined {
    if (performance.now() - this.#began < LONG_MS) return undefined
    return this.#turns.next().then(() => {
      this.#began = performance.now()
    })
  }
}
