/** The classifier's weights as they are stored, one byte each, and sums of many of them. */
import { kinds } from '../categories.ts'
import { BUCKETS } from './buckets.ts'

export interface Weights {
  /** One bias per kind. */
  readonly bias: Float32Array
  /** What one step of the stored bytes is worth, per kind. */
  readonly scale: Float32Array
  /** BUCKETS rows of kinds.length bytes. */
  readonly steps: Int8Array
  /** The same above zero, and four kinds in one number, so that two additions add four. */
  readonly fours: Int32Array
}

const FOURS = Math.ceil(kinds.length / 4)
const ABOVE_ZERO = 128

const foursOf = (steps: Int8Array): Int32Array =>
  Int32Array.from({ length: BUCKETS * FOURS }, (_, at) => {
    const bucket = Math.floor(at / FOURS)
    let four = 0
    for (let place = 0; place < 4; place++) {
      const k = 4 * (at % FOURS) + place
      if (k < kinds.length) four |= ((steps[bucket * kinds.length + k] ?? 0) + ABOVE_ZERO) << (8 * place)
    }
    return four
  })

/** The file: biases and scales as 32-bit floats, little endian, then the bytes bucket by bucket. @throws RangeError */
export function readWeights(bytes: Uint8Array): Weights {
  const head = kinds.length * 4
  if (bytes.length !== 2 * head + BUCKETS * kinds.length)
    throw new RangeError(
      `weights of ${bytes.length} bytes do not fit ${kinds.length} kinds and ${BUCKETS} buckets`,
    )
  const copy = bytes.slice()
  const steps = new Int8Array(copy.buffer, 2 * head)
  return {
    bias: new Float32Array(copy.buffer, 0, kinds.length),
    scale: new Float32Array(copy.buffer, head, kinds.length),
    steps,
    fours: foursOf(steps),
  }
}

/** Room for the sums of all kinds. */
export const sumsOfKinds = (): Int32Array => new Int32Array(4 * FOURS)

/** Every other byte: the two sums that one number carries, sixteen bits each. */
const TWO = 0x00ff_00ff
const SUM = 0xffff
/** So many bytes at most add up to no more than sixteen bits. */
const AT_ONCE = 257

/** The stored weights of the buckets from one place to another, added up kind by kind into `sums`. */
export function addUp(
  { fours }: Weights,
  buckets: Int32Array,
  from: number,
  to: number,
  sums: Int32Array,
): void {
  sums.fill(-ABOVE_ZERO * (to - from))
  for (let start = from; start < to; start += AT_ONCE) {
    const end = Math.min(start + AT_ONCE, to)
    for (let four = 0; four < FOURS; four++) {
      let even = 0
      let odd = 0
      for (let at = start; at < end; at++) {
        const row = fours[buckets[at]! * FOURS + four]!
        even = (even + (row & TWO)) | 0
        odd = (odd + ((row >>> 8) & TWO)) | 0
      }
      const k = 4 * four
      sums[k]! += even & SUM
      sums[k + 1]! += odd & SUM
      sums[k + 2]! += even >>> 16
      sums[k + 3]! += odd >>> 16
    }
  }
}
