// A miner's circuit breaker. Who fails or stalls too often is asked after all others for a while; then one request goes to it
// beside another miner's, and by that it is judged again.

export type BreakerState = 'closed' | 'open' | 'half-open'

/** Outcomes that count. */
const WINDOW = 20
const IN_A_ROW = 3
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60_000

export class Breaker {
  /** Oldest first; true is a failure. */
  #outcomes: boolean[] = []
  #openedAt = Number.NEGATIVE_INFINITY
  #until = Number.NEGATIVE_INFINITY
  #open = false
  #pause = FIRST_PAUSE_MS

  /** `half-open` once its pause is over. */
  state(now: number): BreakerState {
    if (!this.#open) return 'closed'
    return now < this.#until ? 'open' : 'half-open'
  }

  /** Takes the one trial of a half-open breaker; the next is due after another pause. */
  takeTrial(now: number): boolean {
    if (this.state(now) !== 'half-open') return false
    this.#until = now + this.#pause
    return true
  }

  succeeded(): void {
    if (this.#open) {
      this.#open = false
      this.#outcomes = []
      this.#pause = Math.max(FIRST_PAUSE_MS, this.#pause / 2)
    }
    this.#add(false)
  }

  /** @param started When the miner was asked: what it was asked before the breaker opened says nothing new. */
  failed(started: number, now: number): void {
    if (this.#open) {
      if (started < this.#openedAt) return
      this.#pause = Math.min(LONGEST_PAUSE_MS, this.#pause * 2)
      this.#openAt(now)
      return
    }
    this.#add(true)
    const failures = this.#outcomes.filter(Boolean).length
    const row = this.#outcomes.slice(-IN_A_ROW)
    if (failures * 2 > this.#outcomes.length || (row.length === IN_A_ROW && row.every(Boolean)))
      this.#openAt(now)
  }

  #add(failure: boolean): void {
    this.#outcomes.push(failure)
    if (this.#outcomes.length > WINDOW) this.#outcomes.shift()
  }

  #openAt(now: number): void {
    this.#open = true
    this.#openedAt = now
    this.#until = now + this.#pause
  }
}
