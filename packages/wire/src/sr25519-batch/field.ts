// Numbers modulo 2^255 - 19, and points made of them, in the generated code's memory: functions take addresses, the result's
// first.
import { exportedFunction, memoryOf } from '../wasm-exports.ts'
import { bitsBelow, FIELD_BYTES, LIMBS } from './field-code.ts'
import { curveModule, FREE_MEMORY, POINT_BYTES } from './point-code.ts'

const P = 2n ** 255n - 19n
const PAGE_BYTES = 65_536

type Func = (...numbers: number[]) => void

export class Field {
  readonly multiply: Func
  /** Result, number, how often. */
  readonly square: Func
  readonly add: Func
  readonly subtract: Func
  /** Result, point, what was kept of another. */
  readonly sum: Func
  readonly difference: Func
  readonly double: Func
  /** Puts a point into the form in which it is added. */
  readonly keep: Func
  readonly #limbs: Int32Array
  readonly #bytes: Uint8Array
  #reserved = FREE_MEMORY

  /** @throws RangeError for a memory that does not hold the functions' own part. */
  static async load(bytes: number): Promise<Field> {
    const code = curveModule(Math.ceil((FREE_MEMORY + bytes) / PAGE_BYTES))
    const { instance } = await WebAssembly.instantiate(code)
    return new Field(instance.exports)
  }

  private constructor(exports: WebAssembly.Exports) {
    const { buffer } = memoryOf(exports)
    this.#limbs = new Int32Array(buffer)
    this.#bytes = new Uint8Array(buffer)
    this.multiply = exportedFunction(exports, 'multiply')
    this.square = exportedFunction(exports, 'square')
    this.add = exportedFunction(exports, 'add')
    this.subtract = exportedFunction(exports, 'subtract')
    this.sum = exportedFunction(exports, 'sum')
    this.difference = exportedFunction(exports, 'difference')
    this.double = exportedFunction(exports, 'double')
    this.keep = exportedFunction(exports, 'keep')
  }

  /** Memory that nobody else uses. @throws RangeError when there is no more. */
  reserve(bytes: number): number {
    const at = this.#reserved
    this.#reserved += bytes
    if (this.#reserved > this.#bytes.length) throw new RangeError('the memory for points is full')
    return at
  }

  number(): number {
    return this.reserve(FIELD_BYTES)
  }
  point(): number {
    return this.reserve(POINT_BYTES)
  }

  copy(to: number, from: number, bytes = FIELD_BYTES): void {
    this.#bytes.copyWithin(to, from, from + bytes)
  }

  write(at: number, value: bigint): void {
    for (let limb = 0; limb < LIMBS; limb++) {
      const bits = bitsBelow(limb + 1) - bitsBelow(limb)
      this.#limbs[at / 4 + limb] = Number(BigInt.asUintN(bits, value >> BigInt(bitsBelow(limb))))
    }
  }

  /** From 0 up to 2^255 - 20. */
  read(at: number): bigint {
    let value = 0n
    // Two limbs together are exact in one of JavaScript's numbers.
    for (let limb = LIMBS - 2; limb >= 0; limb -= 2) {
      const pair = this.#limbs[at / 4 + limb]! + this.#limbs[at / 4 + limb + 1]! * 2 ** 26
      value = (value << 51n) + BigInt(pair)
    }
    return reduced(value)
  }
}

export function reduced(value: bigint): bigint {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}
/** RFC 9496 §4.1. */
export const isNegative = (value: bigint): boolean => (value & 1n) === 1n
export const isReduced = (value: bigint): boolean => value < P
