// As much of WebAssembly's binary format as functions over integers and one memory need. Arithmetic with carries is ten times
// as fast there as with JavaScript's numbers, and written out limb by limb it is best generated.

/** Instructions. */
export type Code = readonly number[]

export const I64 = 0x7e
const I32 = 0x7f

function unsigned(value: number): number[] {
  const bytes: number[] = []
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left]
    bytes.push((left % 128) + 128)
  }
}

function signed(value: number): number[] {
  const low = ((value % 128) + 128) % 128
  const left = Math.floor(value / 128)
  return (left === 0 && low < 64) || (left === -1 && low >= 64) ? [low] : [low + 128, ...signed(left)]
}

export const op = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  call: (func: number): Code => [0x10, ...unsigned(func)],
  /** Repeats while what `body` leaves is not zero. */
  repeat: (body: Code): Code => [0x03, 0x40, ...body, 0x0d, 0, 0x0b],
} as const

export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  add: [0x6a] as Code,
  sub: [0x6b] as Code,
  load: (offset: number): Code => [0x28, 2, ...unsigned(offset)],
  store: (offset: number): Code => [0x36, 2, ...unsigned(offset)],
} as const

/** Loads and stores are of 32 bits: what is kept is small, what is reckoned with is not. */
export const i64 = {
  constant: (value: number): Code => [0x42, ...signed(value)],
  add: [0x7c] as Code,
  sub: [0x7d] as Code,
  mul: [0x7e] as Code,
  shl: [0x86] as Code,
  shr: [0x87] as Code,
  load32: (offset: number): Code => [0x34, 2, ...unsigned(offset)],
  store32: (offset: number): Code => [0x3e, 2, ...unsigned(offset)],
} as const

/** Takes addresses and counts, returns nothing. */
export interface Func {
  readonly params: number
  /** 64-bit ones, after the parameters. */
  readonly locals: number
  readonly body: Code
}

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()]
const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes]
const named = (name: string): Code => sized([...new TextEncoder().encode(name)])

/** A module that exports its functions by name and `memory`. */
export function moduleOf(funcs: Readonly<Record<string, Func>>, pages: number): Uint8Array<ArrayBuffer> {
  const all = Object.values(funcs)
  const section = (id: number, items: readonly Code[]): Code => [id, ...sized(vector(items))]
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      all.map(({ params }) => [0x60, ...vector(new Array<Code>(params).fill([I32])), 0]),
    ),
    ...section(
      3,
      all.map((_, index) => unsigned(index)),
    ),
    ...section(5, [[0, ...unsigned(pages)]]),
    ...section(7, [
      [...named('memory'), 2, 0],
      ...Object.keys(funcs).map((name, index) => [...named(name), 0, ...unsigned(index)]),
    ]),
    ...section(
      10,
      all.map(({ locals, body }) => sized([...vector([[...unsigned(locals), I64]]), ...body, 0x0b])),
    ),
  ])
}
