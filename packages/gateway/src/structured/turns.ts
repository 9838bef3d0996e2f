// Turns at something that serves one at a time: callers one after the other, and what one caller asks in the order of coming.

export class Turns {
  /** The caller whose turn is next comes first. */
  readonly #lines = new Map<string, (() => void)[]>()
  #taken = false

  waiting(caller: string): number {
    return this.#lines.get(caller)?.length ?? 0
  }

  /** Does the work when its turn has come. @throws what the work does. */
  async take<T>(caller: string, work: () => Promise<T>): Promise<T> {
    if (this.#taken) await new Promise<void>(go => this.#lineOf(caller).push(go))
    this.#taken = true
    try {
      return await work()
    } finally {
      this.#next()
    }
  }

  #lineOf(caller: string): (() => void)[] {
    const line = this.#lines.get(caller) ?? []
    this.#lines.set(caller, line)
    return line
  }

  /** Whoever is called has the turn at once: nobody who comes meanwhile takes it. */
  #next(): void {
    const [first] = this.#lines
    this.#taken = first !== undefined
    if (!first) return
    const [caller, line] = first
    this.#lines.delete(caller)
    const go = line.shift()
    if (line.length > 0) this.#lines.set(caller, line)
    go?.()
  }
}
