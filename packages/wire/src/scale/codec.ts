// What a codec is, and the two ways to use one.
import { Reader, Writer } from '../bytes.ts'
import type { Shape } from '../shape.ts'

export interface Codec<T> {
  readonly shape: Shape
  write(writer: Writer, value: T): void
  read(reader: Reader): T
}

export type ValueOf<C> = C extends Codec<infer T> ? T : never

// Writers are used again: making one costs more than writing most values. One that has grown large is let go.
const idle: Writer[] = []
const KEEP_BYTES = 4096

export function encode<T>(codec: Codec<T>, value: T): Uint8Array {
  const writer = idle.pop() ?? new Writer()
  codec.write(writer, value)
  const bytes = writer.done()
  writer.clear()
  if (bytes.length <= KEEP_BYTES) idle.push(writer)
  return bytes
}

/** Throws DecodeError on malformed or left-over bytes, and when all lists together have more than `mostItems`. */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array, mostItems?: number): T {
  const reader = new Reader(bytes, mostItems)
  const value = codec.read(reader)
  reader.end()
  return value
}
