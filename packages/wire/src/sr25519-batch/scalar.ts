// Integers modulo the order of ristretto255, and their digits for multiplying points.

/** RFC 9496 §4. */
export const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n

/** Digits are 0 or odd, and no two of five in a row are other than 0. */
const WINDOW = 5
export const ODD_MULTIPLES = 2 ** (WINDOW - 2)
/** Digits of a scalar: one for each bit, and one for a carry. */
export const DIGITS = 254

export function littleEndian(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let value = 0n
  for (let at = bytes.length - 8; at >= 0; at -= 8) value = (value << 64n) | view.getBigUint64(at, true)
  return value
}

const words = new BigUint64Array(5)
const halves = new Uint32Array(words.buffer)

/** Of a number up to the order: it is the sum of each digit times 2 to the power of the digit's place. */
export function digitsOf(scalar: bigint): Int8Array {
  for (let i = 0; i < 4; i++) words[i] = BigInt.asUintN(64, scalar >> BigInt(64 * i))
  const digits = new Int8Array(DIGITS)
  for (let at = 0, carry = 0; at < DIGITS; ) {
    const word = at >>> 5
    const bit = at & 31
    const low = halves[word]! >>> bit
    const high = bit === 0 ? 0 : halves[word + 1]! << (32 - bit)
    const window = carry + ((low | high) & (2 ** WINDOW - 1))
    if (window % 2 === 0) {
      at++
      continue
    }
    carry = window >= 2 ** (WINDOW - 1) ? 1 : 0
    digits[at] = window - carry * 2 ** WINDOW
    at += WINDOW
  }
  return digits
}
