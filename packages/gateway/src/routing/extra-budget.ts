// What may be asked more than once: so much for each request, and a little saved up. Hedges and breakers' trials share it.

/** Extra requests for each request. */
export const EXTRA_SHARE = 0.05
/** A handful of stalls at once, as when a miner dies, is within the budget. */
const MOST_SAVED = 10

export class ExtraBudget {
  #saved = MOST_SAVED

  /** For each request that came. */
  earn(): void {
    this.#saved = Math.min(MOST_SAVED, this.#saved + EXTRA_SHARE)
  }

  /** False when there is nothing left. */
  spend(): boolean {
    if (this.#saved < 1) return false
    this.#saved--
    return true
  }
}
