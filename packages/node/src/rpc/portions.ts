// Long answers in portions, so that the node does other things in between and nobody has to hold all of one.

const PORTION = 512

export interface Taker<T> {
  /** False when nobody wants the rest. */
  readonly isWanted: () => boolean
  readonly take: (some: readonly T[]) => void
  readonly done: () => void
  /** The state was discarded while it was read, for one. */
  readonly fail: (why: string) => void
  /** Goes on when it is time to. */
  readonly rest: (goOn: () => void) => void
}

export function portionsOf<T>(from: Iterator<T>, taker: Taker<T>): void {
  const portion = (): void => {
    if (!taker.isWanted()) return
    const some: T[] = []
    let isLast = false
    try {
      while (some.length < PORTION && !isLast) {
        const next = from.next()
        if (next.done) isLast = true
        else some.push(next.value)
      }
    } catch (thrown) {
      taker.fail(thrown instanceof Error ? thrown.message : String(thrown))
      return
    }
    if (some.length > 0) taker.take(some)
    if (isLast) taker.done()
    else taker.rest(portion)
  }
  portion()
}
