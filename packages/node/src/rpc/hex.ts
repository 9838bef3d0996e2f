// Hexadecimal text as clients send it, with and without `0x`, and as they get it.
import { invalidParams } from './error.ts'

/** Faster than wire's for the megabytes of metadata. */
export const hexOf = (bytes: Uint8Array): string =>
  `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`

/** Python clients leave the `0x` off (wire-interface §1.1). */
export function digitsOf(text: string, name: string): string {
  const digits = text.startsWith('0x') ? text.slice(2) : text
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits))
    throw invalidParams(`${name} is not hexadecimal`)
  return digits
}
