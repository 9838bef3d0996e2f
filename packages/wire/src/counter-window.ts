// The counters of one session: any order within 1,024 of the highest, none twice (wire-neuron §3c).

export const COUNTER_WINDOW = 1_024

export class CounterWindow {
  // Slot n mod 1,024 holds the last counter accepted there, so a skipped counter is simply not in its slot.
  readonly #slots = new Float64Array(COUNTER_WINDOW).fill(-1)
  #highest = -1

  /** True once for each counter; false when it was taken or has fallen out of the window. */
  accept(counter: number): boolean {
    if (!Number.isSafeInteger(counter) || counter < 0 || counter <= this.#highest - COUNTER_WINDOW)
      return false
    const slot = counter % COUNTER_WINDOW
    if (this.#slots[slot] === counter) return false
    this.#slots[slot] = counter
    if (counter > this.#highest) this.#highest = counter
    return true
  }
}
