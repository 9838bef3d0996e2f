// Codecs of numbers, truth, bytes and text.
import { DecodeError, Reader, type Writer } from '../bytes.ts'
import type { PrimitiveName, Shape } from '../shape.ts'
import type { Codec } from './codec.ts'

const primitive = (name: PrimitiveName): Shape => ({ kind: 'primitive', name })

function small(
  name: PrimitiveName,
  write: (w: Writer, v: number) => void,
  read: (r: Reader) => number,
  max: number,
): Codec<number> {
  return {
    shape: primitive(name),
    write(writer, value) {
      if (!Number.isInteger(value) || value < 0 || value > max)
        throw new RangeError(`${value} is not a ${name}`)
      write(writer, value)
    },
    read,
  }
}

function unsigned(
  name: PrimitiveName,
  bits: bigint,
  write: (w: Writer, v: bigint) => void,
  read: (r: Reader) => bigint,
): Codec<bigint> {
  const limit = 1n << bits
  return {
    shape: primitive(name),
    write(writer, value) {
      if (value < 0n || value >= limit) throw new RangeError(`${value} is not a ${name}`)
      write(writer, value)
    },
    read,
  }
}

function signed(
  name: PrimitiveName,
  bits: number,
  write: (w: Writer, v: bigint) => void,
  read: (r: Reader) => bigint,
): Codec<bigint> {
  const limit = 1n << BigInt(bits - 1)
  return {
    shape: primitive(name),
    write(writer, value) {
      if (value < -limit || value >= limit) throw new RangeError(`${value} is not an ${name}`)
      write(writer, BigInt.asUintN(bits, value))
    },
    read: reader => BigInt.asIntN(bits, read(reader)),
  }
}

export const u8 = small(
  'u8',
  (w, v) => w.u8(v),
  r => r.u8(),
  0xff,
)
export const u16 = small(
  'u16',
  (w, v) => w.u16(v),
  r => r.u16(),
  0xffff,
)
export const u32 = small(
  'u32',
  (w, v) => w.u32(v),
  r => r.u32(),
  0xffffffff,
)
export const u64 = unsigned(
  'u64',
  64n,
  (w, v) => w.u64(v),
  r => r.u64(),
)
export const u128 = unsigned(
  'u128',
  128n,
  (w, v) => w.u128(v),
  r => r.u128(),
)
export const u256 = unsigned(
  'u256',
  256n,
  (w, v) => w.u256(v),
  r => r.u256(),
)
export const i64 = signed(
  'i64',
  64,
  (w, v) => w.u64(v),
  r => r.u64(),
)
export const i128 = signed(
  'i128',
  128,
  (w, v) => w.u128(v),
  r => r.u128(),
)

export const i16: Codec<number> = {
  shape: primitive('i16'),
  write(writer, value) {
    if (!Number.isInteger(value) || value < -0x8000 || value > 0x7fff)
      throw new RangeError(`${value} is not an i16`)
    writer.u16(value & 0xffff)
  },
  read: reader => (reader.u16() << 16) >> 16,
}

export const i32: Codec<number> = {
  shape: primitive('i32'),
  write(writer, value) {
    if ((value | 0) !== value) throw new RangeError(`${value} is not an i32`)
    writer.u32(value >>> 0)
  },
  read: reader => reader.u32() | 0,
}

export const bool: Codec<boolean> = {
  shape: primitive('bool'),
  write: (writer, value) => writer.u8(value ? 1 : 0),
  read(reader) {
    const at = reader.offset
    const byte = reader.u8()
    if (byte > 1) throw new DecodeError(`${byte} is not a bool`, at)
    return byte === 1
  },
}

const LOW_64 = (1n << 64n) - 1n

/** Compact form of an integer codec; the value keeps the inner type. */
export function compact<T extends number | bigint>(inner: Codec<T>): Codec<T> {
  return {
    shape: { kind: 'compact', of: inner.shape },
    write: (writer, value) => writer.compact(value),
    read(reader) {
      const at = reader.offset
      const value = reader.compact()
      // The inner codec decides the range and the JavaScript type: it reads the value's plain form.
      const plain = new DataView(new ArrayBuffer(32))
      plain.setBigUint64(0, value & LOW_64, true)
      if (value > LOW_64) {
        for (let i = 1; i < 4; i++) plain.setBigUint64(8 * i, (value >> BigInt(64 * i)) & LOW_64, true)
      }
      const narrowed = inner.read(new Reader(new Uint8Array(plain.buffer)))
      if (BigInt(narrowed) !== value) throw new DecodeError(`compact ${value} out of range`, at)
      return narrowed
    },
  }
}

/** `Vec<u8>`. */
export const bytes: Codec<Uint8Array> = {
  shape: { kind: 'sequence', of: u8.shape },
  write(writer, value) {
    writer.compact(value.length)
    writer.raw(value)
  },
  read: reader => reader.raw(reader.length()),
}

/** `[u8; length]`. */
export function fixedBytes(length: number): Codec<Uint8Array> {
  return {
    shape: { kind: 'array', of: u8.shape, length },
    write(writer, value) {
      if (value.length !== length) throw new RangeError(`${value.length} bytes where ${length} belong`)
      writer.raw(value)
    },
    read: reader => reader.raw(length),
  }
}

const text = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true })

export const str: Codec<string> = {
  shape: primitive('str'),
  write: (writer, value) => bytes.write(writer, text.encode(value)),
  read(reader) {
    const at = reader.offset
    const raw = bytes.read(reader)
    try {
      return strict.decode(raw)
    } catch {
      throw new DecodeError('text is not UTF-8', at)
    }
  },
}
