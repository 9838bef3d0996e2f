// ristretto255 (RFC 9496): its points decoded, their multiples kept, and sums of many multiples.

import { type Field, isNegative, isReduced, reduced } from './field.ts'
import { FIELD_BYTES } from './field-code.ts'
import { ONE, POINT_BYTES, TWICE_D } from './point-code.ts'
import { DIGITS, littleEndian, ODD_MULTIPLES } from './scalar.ts'

const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n
const ROOT_OF_MINUS_1 = 19681161376707505956807079304988542015446066515923890162744021073123829784752n

const MINUS_1 = reduced(-1n)

export const TABLE_BYTES = ODD_MULTIPLES * POINT_BYTES
/** What `Ristretto` takes of a field's memory for itself. */
export const RISTRETTO_BYTES = 4096

/** A multiple of a point: its digits, and where the odd multiples of the point are kept. */
export interface Term {
  readonly digits: Int8Array
  readonly table: number
}

const numbers = (field: Field) => ({
  zero: field.number(),
  d: field.number(),
  rootOfMinus1: field.number(),
  s: field.number(),
  u1: field.number(),
  u2: field.number(),
  u2s: field.number(),
  v: field.number(),
  root: field.number(),
  dx: field.number(),
  dy: field.number(),
  cube: field.number(),
  seventh: field.number(),
  check: field.number(),
  // Of an exponentiation.
  base: field.number(),
  a: field.number(),
  b: field.number(),
  c: field.number(),
})

const partsOf = (point: number) => ({
  x: point,
  y: point + FIELD_BYTES,
  z: point + 2 * FIELD_BYTES,
  t: point + 3 * FIELD_BYTES,
})

export class Ristretto {
  readonly #field: Field
  readonly #at: ReturnType<typeof numbers>
  readonly #point: number
  readonly #double: number
  readonly #kept: number

  constructor(field: Field) {
    this.#field = field
    this.#at = numbers(field)
    this.#point = field.point()
    this.#double = field.point()
    this.#kept = field.point()
    field.write(ONE, 1n)
    field.write(TWICE_D, reduced(2n * D))
    field.write(this.#at.zero, 0n)
    field.write(this.#at.d, D)
    field.write(this.#at.rootOfMinus1, ROOT_OF_MINUS_1)
  }

  /** Puts the odd multiples of an encoded point at `table`; false when the 32 bytes encode none (RFC 9496 §4.3.1). */
  keep(encoded: Uint8Array, table: number): boolean {
    if (!this.#decode(encoded)) return false
    const field = this.#field
    field.double(this.#double, this.#point)
    field.keep(this.#kept, this.#double)
    field.keep(table, this.#point)
    for (let index = 1; index < ODD_MULTIPLES; index++) {
      field.sum(this.#point, this.#point, this.#kept)
      field.keep(table + index * POINT_BYTES, this.#point)
    }
    return true
  }

  /** Whether the sum is the identity (RFC 9496 §4.3.3). The doublings are made once for all of them (Straus). */
  isZero(terms: readonly Term[]): boolean {
    const field = this.#field
    const sum = this.#point
    const { x, y, z, t } = partsOf(sum)
    for (const [to, from] of [
      [x, this.#at.zero],
      [y, ONE],
      [z, ONE],
      [t, this.#at.zero],
    ] as const)
      field.copy(to, from)
    let begun = false
    for (let place = DIGITS - 1; place >= 0; place--) {
      if (begun) field.double(sum, sum)
      for (const { digits, table } of terms) {
        const digit = digits[place]!
        if (digit === 0) continue
        begun = true
        if (digit > 0) field.sum(sum, sum, table + (digit >> 1) * POINT_BYTES)
        else field.difference(sum, sum, table + (-digit >> 1) * POINT_BYTES)
      }
    }
    return field.read(x) === 0n || field.read(y) === 0n
  }

  /** Into `#point`. */
  #decode(encoded: Uint8Array): boolean {
    const value = littleEndian(encoded)
    if (!isReduced(value) || isNegative(value)) return false
    const field = this.#field
    const { zero, d, s, u1, u2, u2s, v, root, dx, dy } = this.#at
    const { x, y, z, t } = partsOf(this.#point)
    field.write(s, value)
    field.square(v, s, 1)
    field.subtract(u1, ONE, v)
    field.add(u2, ONE, v)
    field.square(u2s, u2, 1)
    field.square(v, u1, 1)
    field.multiply(v, v, d)
    field.add(v, v, u2s)
    field.subtract(v, zero, v)
    field.multiply(root, v, u2s)
    if (!this.#inverseRoot(root)) return false
    field.multiply(dx, root, u2)
    field.multiply(dy, root, dx)
    field.multiply(dy, dy, v)
    field.add(x, s, s)
    field.multiply(x, x, dx)
    if (isNegative(field.read(x))) field.subtract(x, zero, x)
    field.multiply(y, u1, dy)
    field.copy(z, ONE)
    field.multiply(t, x, y)
    return !isNegative(field.read(t)) && field.read(y) !== 0n
  }

  /** Puts a root of the number's inverse, of either sign, in its place; false when there is none (RFC 9496 §4.2). */
  #inverseRoot(number: number): boolean {
    const field = this.#field
    const { base, check, rootOfMinus1, cube, seventh } = this.#at
    field.square(cube, number, 1)
    field.multiply(cube, cube, number)
    field.square(seventh, cube, 1)
    field.multiply(seventh, seventh, number)
    this.#power(base, seventh)
    field.multiply(base, base, cube)
    field.square(check, base, 1)
    field.multiply(check, check, number)
    field.copy(number, base)
    const found = field.read(check)
    if (found === MINUS_1) field.multiply(number, number, rootOfMinus1)
    return found === 1n || found === MINUS_1
  }

  /** To the power of 2^252 - 3; the comments say of which number of ones the exponent is. */
  #power(out: number, of: number): void {
    const { square, multiply } = this.#field
    const { a, b, c } = this.#at
    square(a, of, 1)
    square(b, a, 2)
    multiply(b, of, b)
    multiply(a, a, b)
    square(a, a, 1)
    multiply(a, b, a) // 5
    square(b, a, 5)
    multiply(a, b, a) // 10
    square(b, a, 10)
    multiply(b, b, a) // 20
    square(c, b, 20)
    multiply(b, c, b) // 40
    square(b, b, 10)
    multiply(a, b, a) // 50
    square(b, a, 50)
    multiply(b, b, a) // 100
    square(c, b, 100)
    multiply(b, c, b) // 200
    square(b, b, 50)
    multiply(a, b, a) // 250
    square(a, a, 2)
    multiply(out, a, of)
  }
}
