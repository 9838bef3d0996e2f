// Many sr25519 signatures verified as one. Each says R + kA = sB. When the sum of all of them, each times a number that nobody
// could foresee, holds, then so does each, but for a chance of 2^-128. It costs a fifth of one by one: doublings are made once
// for all, and what a key needs is kept.
import { digitsToBytes } from '../hex.ts'
import { BATCH_ITEMS } from '../verify-batch.ts'
import { challenge } from './challenge.ts'
import { Field } from './field.ts'
import { RISTRETTO_BYTES, Ristretto, TABLE_BYTES, type Term } from './ristretto.ts'
import { digitsOf, littleEndian, ORDER } from './scalar.ts'

export interface Sr25519Item {
  /** 32 bytes, and not the identity: under it anybody can sign. */
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  /** 64 bytes. */
  readonly signature: Uint8Array
}

/** Keys whose points are kept; more than a batch has. */
const KEYS = 512

const BASE = digitsToBytes('e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76')

const MARKER = 1n << 255n
const FACTOR_BYTES = 16

export class Sr25519Batch {
  readonly #points: Ristretto
  readonly #base: number
  readonly #tables: readonly number[]
  readonly #free: number[]
  /** Where the multiples of a key are, the least recently used first. */
  readonly #keys = new Map<string, number>()

  static async load(): Promise<Sr25519Batch> {
    const tables = 1 + BATCH_ITEMS + KEYS
    return new Sr25519Batch(await Field.load(RISTRETTO_BYTES + tables * TABLE_BYTES))
  }

  private constructor(field: Field) {
    const tables = (count: number) => Array.from({ length: count }, () => field.reserve(TABLE_BYTES))
    this.#points = new Ristretto(field)
    this.#base = field.reserve(TABLE_BYTES)
    this.#tables = tables(BATCH_ITEMS)
    this.#free = tables(KEYS)
    this.#points.keep(BASE, this.#base)
  }

  /**
   * True when all are good. False says less: one of them is bad, or cannot be read.
   * @throws RangeError for more than `BATCH_ITEMS`.
   */
  areGood(items: readonly Sr25519Item[]): boolean {
    if (items.length > BATCH_ITEMS) throw new RangeError(`more than ${BATCH_ITEMS} signatures in a batch`)
    const factors = crypto.getRandomValues(new Uint8Array(items.length * FACTOR_BYTES))
    const terms: Term[] = []
    const ofKeys = new Map<number, bigint>()
    let ofBase = 0n
    for (const [index, { publicKey, message, signature }] of items.entries()) {
      const point = signature.subarray(0, 32)
      const marked = littleEndian(signature.subarray(32))
      const s = marked - MARKER
      const table = this.#tables[index]!
      if (s < 0n || s >= ORDER || !this.#points.keep(point, table)) return false
      const key = this.#tableOf(publicKey)
      if (key === undefined) return false
      // One needs no other number.
      const factor =
        items.length === 1
          ? 1n
          : littleEndian(factors.subarray(index * FACTOR_BYTES, (index + 1) * FACTOR_BYTES))
      terms.push({ digits: digitsOf(factor), table })
      ofKeys.set(key, (ofKeys.get(key) ?? 0n) + factor * challenge(publicKey, message, point))
      ofBase += factor * s
    }
    for (const [table, factor] of ofKeys) terms.push({ digits: digitsOf(factor % ORDER), table })
    terms.push({ digits: digitsOf(ORDER - (ofBase % ORDER)), table: this.#base })
    return this.#points.isZero(terms)
  }

  #tableOf(publicKey: Uint8Array): number | undefined {
    const name = String.fromCharCode(...publicKey)
    let table = this.#keys.get(name)
    if (table !== undefined) this.#keys.delete(name)
    else {
      table = this.#free.pop() ?? this.#oldest()
      if (!this.#points.keep(publicKey, table)) {
        this.#free.push(table)
        return undefined
      }
    }
    this.#keys.set(name, table)
    return table
  }

  #oldest(): number {
    for (const [name, table] of this.#keys) {
      this.#keys.delete(name)
      return table
    }
    throw new RangeError('no key is kept')
  }
}
