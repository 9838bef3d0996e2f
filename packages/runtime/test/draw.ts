// Numbers from a seed, the same on every machine: a run that failed is run again by its seed alone.

export class Draw {
  #a: number
  #b = 0x9e3779b9
  #c = 0x243f6a88
  #d = 0xb7e15162

  /** Any integer. */
  constructor(seed: number) {
    this.#a = seed | 0
    // Seeds that are close to each other begin alike.
    for (let i = 0; i < 32; i++) this.word()
  }

  /** 32 bits: Marsaglia's xorshift of four words. */
  word(): number {
    const t = this.#a ^ (this.#a << 11)
    this.#a = this.#b
    this.#b = this.#c
    this.#c = this.#d
    this.#d = this.#d ^ (this.#d >>> 19) ^ t ^ (t >>> 8)
    return this.#d >>> 0
  }

  /** 0 … count - 1. */
  below(count: number): number {
    return Math.floor((this.word() / 2 ** 32) * count)
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  /** Throws RangeError on an empty list. */
  pick<T>(list: readonly T[]): T {
    const at = this.below(list.length)
    if (at >= list.length) throw new RangeError('nothing to pick from')
    return list[at] as T
  }

  /** 0 … most, both included, to 2^-32 of it. */
  upTo(most: bigint): bigint {
    return ((most + 1n) * BigInt(this.word())) >> 32n
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256))
  }
}
