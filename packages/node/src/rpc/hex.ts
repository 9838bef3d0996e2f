// Hexadecimal text as clients send it, with and without `0x`, and as they get it.
import { invalidParams } from './error.ts'

/** Faster than wire's for the megabytes of metadata. */
export const hexOf = (bytes: Uint8Array): string =>
  `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`

/** Python clients leave the `0x` off (wire-interface §1.1). */
const withoutPrefix = (text: string): string => (text.startsWith('0x') ? text.slice(2) : text)

const notHex = (name: string) => invalidParams(`${name} is not hexadecimal`)

/** At most so many bytes, as their digits: what is longer is not looked at. */
export function digitsOf(text: string, name: string, most: number): string {
  const digits = withoutPrefix(text)
  if (digits.length > 2 * most) throw invalidParams(`${name} is longer than ${most} bytes`)
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) throw notHex(name)
  return digits
}

export function bytesOf(text: string, name: string): Uint8Array {
  const digits = withoutPrefix(text)
  if (digits.length % 2 !== 0) throw notHex(name)
  // Memory of its own, not a part of Node's pool: it may wait in the transaction pool for long.
  const bytes = Buffer.allocUnsafeSlow(digits.length / 2)
  // It stops at the first letter that is no digit.
  if (bytes.write(digits, 'hex') !== bytes.length) throw notHex(name)
  return new Uint8Array(bytes.buffer)
}
