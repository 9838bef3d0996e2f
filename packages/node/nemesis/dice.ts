// Random choices that a seed decides: the same seed and name give the same ones on every machine.
import { createHash } from 'node:crypto'

const BYTES = 6

export class Dice {
  readonly #name: string
  #thrown = 0

  /** Dice of different names are independent of each other, so that one more throw here changes nothing there. */
  constructor(seed: number, name: string) {
    this.#name = `${name}/${seed}`
  }

  /** From 0 up to 1, without it. */
  share(): number {
    const digest = createHash('sha256')
      .update(`${this.#name}/${this.#thrown++}`)
      .digest()
    return digest.readUIntBE(0, BYTES) / 2 ** (8 * BYTES)
  }

  /** A whole number between the two, both among them. */
  between(low: number, high: number): number {
    return low + Math.floor(this.share() * (high - low + 1))
  }

  chance(share: number): boolean {
    return this.share() < share
  }

  /** @throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T {
    const found = list[this.between(0, list.length - 1)]
    if (found === undefined) throw new RangeError('nothing to pick from')
    return found
  }

  shuffled<T>(list: readonly T[]): readonly T[] {
    return list
      .map(one => [this.share(), one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one)
  }
}
