// SCALE bytes of a call's arguments as an enemy would choose them: the ends of every type, the numbers that the protocol
// draws lines at, the accounts and subnets that exist. Made from shapes and argument names, not by our codecs.
import { type AccountId, hexToBytes, type Shape, Writer } from '@taonet/wire'
import fc from 'fast-check'

type Bytes = fc.Arbitrary<Uint8Array>

/** What a hostile argument may refer to. */
export interface Targets {
  readonly accounts: readonly AccountId[]
  readonly netuids: readonly number[]
  /** Seats of the largest subnet. */
  readonly uids: number
  /** Encoded calls to be put inside others. */
  readonly inner: Bytes
}

const BITS: Readonly<Record<string, number>> = {
  u8: 8,
  i8: 8,
  u16: 16,
  i16: 16,
  u32: 32,
  i32: 32,
  u64: 64,
  i64: 64,
  u128: 128,
  i128: 128,
  u256: 256,
  i256: 256,
}

/** Where rules change: deposits, smallest stakes, bounds of parameters, whole coins, the middle of types. */
const LINES: readonly bigint[] = [
  2n,
  4n,
  6n,
  10n,
  15n,
  16n,
  63n,
  64n,
  100n,
  128n,
  255n,
  256n,
  360n,
  499n,
  500n,
  501n,
  999n,
  1_000n,
  1_638n,
  11_796n,
  32_767n,
  32_768n,
  36_100n,
  50_400n,
  65_535n,
  65_536n,
  500_000n,
  1_000_000n,
  2_000_000n,
  2_001_007n,
  100_000_001n,
  999_999_999n,
  1_000_000_000n,
  1_000_000_000_000n,
  21_000_000_000_000_000n,
  1n << 53n,
  (1n << 63n) - 1n,
  1n << 63n,
  1n << 64n,
  3n << 64n,
]

const joined = (parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(parts.flatMap(part => Array.from(part)))

function written(write: (writer: Writer) => void): Uint8Array {
  const writer = new Writer()
  write(writer)
  return writer.done()
}

const littleEndian = (value: bigint, bits: number): Uint8Array =>
  Uint8Array.from({ length: bits / 8 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n))

function extremes(bits: number): fc.Arbitrary<bigint> {
  const most = (1n << BigInt(bits)) - 1n
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(0n, 1n, most, most - 1n, most >> 1n, (most >> 1n) + 1n) },
    { weight: 6, arbitrary: fc.constantFrom(...LINES.filter(line => line <= most)) },
    { weight: 2, arbitrary: fc.bigInt(0n, most) },
    { weight: 2, arbitrary: fc.bigInt(0n, most < 1n << 42n ? most : 1n << 42n) },
  )
}

function numberOf(name: string, bits: number, targets: Targets): fc.Arbitrary<bigint> {
  if (name.includes('netuid') || name === 'subnets')
    return fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...targets.netuids.map(BigInt)) },
      { weight: 1, arbitrary: fc.constantFrom(3n, 255n, 256n, 4095n, 4096n, 65_535n) },
    )
  if (name === 'mecid') return fc.constantFrom(0n, 1n, 2n, 15n, 16n, 255n)
  if (name === 'dests' || name.startsWith('uids'))
    return fc.oneof(
      { weight: 5, arbitrary: fc.bigInt(0n, BigInt(targets.uids)) },
      { weight: 1, arbitrary: extremes(bits) },
    )
  return extremes(bits)
}

function listOf(name: string, item: Shape, targets: Targets): Bytes {
  const counted = (items: readonly Uint8Array[]): Uint8Array =>
    joined([written(writer => writer.compact(items.length)), ...items])
  if (item.kind === 'primitive' && item.name === 'u8')
    return fc
      .oneof(
        { weight: 5, arbitrary: fc.uint8Array({ maxLength: 70 }) },
        { weight: 1, arbitrary: fc.constantFrom(256, 257, 1024, 1025).map(size => new Uint8Array(size)) },
      )
      .map(bytes => joined([written(writer => writer.compact(bytes.length)), bytes]))
  // Rows that would pass: every seat once, in order or reversed.
  const seats = Array.from({ length: targets.uids }, (_, uid) => littleEndian(BigInt(uid), 16))
  const lists = fc.array(hostileBytes(item, targets, name), { maxLength: 5 }).map(counted)
  return name === 'dests' || name === 'uids'
    ? fc.oneof(lists, fc.constantFrom(seats, seats.toReversed()).map(counted))
    : lists
}

export function hostileBytes(shape: Shape, targets: Targets, name = ''): Bytes {
  const all = (parts: readonly Bytes[]): Bytes => fc.tuple(...parts).map(joined)
  switch (shape.kind) {
    case 'primitive': {
      if (shape.name === 'bool') return fc.constantFrom(Uint8Array.of(0), Uint8Array.of(1))
      const bits = BITS[shape.name]
      if (bits === undefined) throw new TypeError(`no call takes ${shape.name}`)
      return numberOf(name, bits, targets).map(value => littleEndian(value, bits))
    }
    case 'compact': {
      if (shape.of.kind === 'tuple') return fc.constant(new Uint8Array())
      const bits = shape.of.kind === 'primitive' ? BITS[shape.of.name] : undefined
      if (bits === undefined) throw new TypeError('no call takes such a compact')
      return numberOf(name, bits, targets).map(value => written(writer => writer.compact(value)))
    }
    case 'sequence':
      return listOf(name, shape.of, targets)
    case 'array':
      return fc.uint8Array({ minLength: shape.length, maxLength: shape.length })
    case 'tuple':
      return all(shape.of.map(one => hostileBytes(one, targets, name)))
    case 'composite':
      if (shape.path.endsWith('AccountId32')) return fc.constantFrom(...targets.accounts.map(hexToBytes))
      return all(shape.fields.map(field => hostileBytes(field.of, targets, field.name ?? name)))
    case 'variant':
      return fc.oneof(
        ...shape.variants.map(({ index, fields }) =>
          all([
            fc.constant(Uint8Array.of(index)),
            ...fields.map(field => hostileBytes(field.of, targets, field.name ?? name)),
          ]),
        ),
      )
    case 'lazy':
      return targets.inner
  }
}
