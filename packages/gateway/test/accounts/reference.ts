// The ledger as one would write it without caring for speed, crashes or other gateways: what is spent, what is reserved.

import type { Amounts } from '../../src/accounts/ledger.ts'
import { type Limit, spanOf } from '../../src/accounts/limits.ts'

export interface Slot {
  readonly caller: string
  readonly amounts: Amounts
  readonly keys: readonly (readonly [string, Limit])[]
}

export class Reference {
  readonly spent = new Map<string, number>()
  #written = new Map<string, number>()
  #open = new Set<Slot>()

  #sum(key: string, limit: Limit): number {
    let sum = this.spent.get(key) ?? 0
    for (const slot of this.#open)
      for (const [other] of slot.keys) if (other === key) sum += slot.amounts[limit.unit]
    return sum
  }

  #keys(caller: string, limits: readonly Limit[], now: number): Slot['keys'] {
    return limits.map(limit => [`${caller} ${limit.name} ${spanOf(limit.per, now).start}`, limit] as const)
  }

  fits(caller: string, limits: readonly Limit[], amounts: Amounts, now: number): boolean {
    return this.#keys(caller, limits, now).every(
      ([key, limit]) => amounts[limit.unit] === 0 || this.#sum(key, limit) + amounts[limit.unit] <= limit.cap,
    )
  }

  reserve(caller: string, limits: readonly Limit[], amounts: Amounts, now: number): Slot {
    const slot = { caller, amounts, keys: this.#keys(caller, limits, now) }
    this.#open.add(slot)
    return slot
  }

  settle(slot: Slot, used: Pick<Amounts, 'tokens' | 'price'>): void {
    this.#open.delete(slot)
    for (const [key, { unit }] of slot.keys) {
      const amount = unit === 'requests' ? slot.amounts.requests : used[unit]
      this.spent.set(key, (this.spent.get(key) ?? 0) + amount)
    }
  }

  written(): void {
    this.#written = new Map(this.spent)
  }

  /** What was not written never happened, and what was reserved is free. */
  crash(): void {
    this.spent.clear()
    for (const [key, amount] of this.#written) this.spent.set(key, amount)
    this.#open = new Set()
  }
}
