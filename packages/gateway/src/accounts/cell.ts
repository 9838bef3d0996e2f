// What one gateway knows of one counter: units leased to it, and what has become of them. Pure arithmetic; the invariant is
// that every unit leased is free, reserved, or spent.
import type { Counter, Entry } from './counter-rows.ts'

export class Cell {
  readonly counter: Counter
  /** Decided here alone, never leased or written: a minute's limit of a gateway that shares with nobody. */
  readonly local: boolean
  /** Requests that wait for a lease of it, or have reserved of it. */
  pins = 0
  usedAt: number
  #leased: number
  #reserved = 0
  #spent = 0
  #written = 0
  /** The lease as the store has it; unknown after a call whose outcome is. */
  #stored: number | undefined = 0
  /** What the store had left for everybody when it was last asked, and until when that is too little for whoever needs more. */
  #elsewhere = 0
  #shortUntil = 0

  constructor(counter: Counter, local: boolean, now: number) {
    this.counter = counter
    this.local = local
    this.#leased = local ? counter.limit.cap : 0
    this.usedAt = now
  }

  get free(): number {
    return this.#leased - this.#reserved - this.#spent
  }

  /** Nothing is under way, and the store holds nothing for it: it may be forgotten. */
  get idle(): boolean {
    return this.pins === 0 && (this.local || (!this.unwritten && this.#stored === 0))
  }

  /** What may still be had, as far as is known here. */
  get remaining(): number {
    return Math.max(0, this.free + this.#elsewhere)
  }

  leased(amount: number, left: number): void {
    this.#leased += amount
    if (this.#stored !== undefined) this.#stored += amount
    this.#elsewhere = left
    this.#shortUntil = 0
  }

  short(left: number, until: number): void {
    this.#elsewhere = left
    this.#shortUntil = until
  }

  /** Whether asking for so much more is known to be in vain. */
  inVain(need: number, now: number): boolean {
    return need > this.#elsewhere && now < this.#shortUntil
  }

  take(amount: number, now: number): void {
    this.pins++
    this.#reserved += amount
    this.usedAt = now
  }

  /** Of `amount` reserved, `used` is spent (more than was reserved, if it came to that) and the rest is free again. */
  settle(amount: number, used: number): void {
    this.pins--
    this.#reserved -= amount
    this.#spent += used
  }

  /** Whether the store has to hear of it. */
  get unwritten(): boolean {
    return !this.local && (this.#spent !== this.#written || this.#leased - this.#written !== this.#stored)
  }

  /** Gives back what nothing has reserved; the store hears of it with the next batch. */
  giveBack(): void {
    const { free } = this
    if (this.local || free <= 0) return
    this.#leased -= free
    this.#elsewhere += free
    this.#shortUntil = 0
  }

  /** The store may have another figure than is thought here. */
  doubt(): void {
    this.#stored = undefined
  }

  /** What is to be written now; an answer longer than was thought has taken units that were not leased, so they are claimed. */
  entry(): Entry {
    if (this.free < 0) this.#leased -= this.free
    return {
      counter: this.counter,
      spent: this.#spent - this.#written,
      held: this.#leased - this.#spent,
      reserved: this.#reserved,
    }
  }

  written(entry: Entry): void {
    this.#written += entry.spent
    this.#stored = entry.held
  }
}
