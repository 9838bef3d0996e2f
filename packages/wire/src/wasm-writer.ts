// Writes WebAssembly's binary format, as much of it as our own modules need (WebAssembly core §5).

export type Code = readonly number[]

export const unsigned = (value: number): Code => {
  const out: number[] = []
  let rest = value
  while (rest >= 0x80) {
    out.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return [...out, rest]
}

export const signed = (value: bigint): Code => {
  const low = Number(BigInt.asUintN(7, value))
  const rest = value >> 7n
  const ended = (rest === 0n && low < 0x40) || (rest === -1n && low >= 0x40)
  return ended ? [low] : [low | 0x80, ...signed(rest)]
}

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()]
const sized = (code: Code): Code => [...unsigned(code.length), ...code]
const named = (name: string): Code => sized([...new TextEncoder().encode(name)])
const section = (id: number, content: Code): Code => [id, ...sized(content)]

export const I32 = 0x7f
export const I64 = 0x7e

/** Instructions of WebAssembly core §5.4 on 32-bit values. */
export const get = (local: number): Code => [0x20, ...unsigned(local)]
export const set = (local: number): Code => [0x21, ...unsigned(local)]
export const tee = (local: number): Code => [0x22, ...unsigned(local)]
export const i32 = (value: number): Code => [0x41, ...signed(BigInt(value | 0))]
export const i64 = (value: bigint): Code => [0x42, ...signed(BigInt.asIntN(64, value))]
export const load = (offset: number): Code => [0x28, 2, ...unsigned(offset)]
export const store = (offset: number): Code => [0x36, 2, ...unsigned(offset)]
export const block = (kind: 'block' | 'loop', body: Code): Code => [
  kind === 'loop' ? 0x03 : 0x02,
  0x40,
  ...body,
  0x0b,
]
export const branch = (depth: number): Code => [0x0c, ...unsigned(depth)]
export const branchIf = (depth: number): Code => [0x0d, ...unsigned(depth)]
export const call = (index: number): Code => [0x10, ...unsigned(index)]
export const SELECT: Code = [0x1b]
export const DROP: Code = [0x1a]
export const GROW: Code = [0x40, 0]
export const LESS_U: Code = [0x49]
export const UNREACHABLE: Code = [0x00]

/** `body` for counter = 0 … limit − 1, at least once. */
export const repeat = (counter: number, limit: number, body: Code): Code => [
  ...i32(0),
  ...set(counter),
  ...block('loop', [
    ...body,
    ...get(counter),
    ...i32(1),
    0x6a,
    ...tee(counter),
    ...i32(limit),
    ...LESS_U,
    ...branchIf(0),
  ]),
]

export interface FunctionCode {
  readonly name: string
  readonly parameters: readonly number[]
  readonly results: readonly number[]
  /** 32-bit locals beside the parameters. */
  readonly locals: number
  /** 64-bit ones, after the others. */
  readonly wide?: number
  readonly body: Code
}

export interface ModuleCode {
  /** Pages of 64 KiB. */
  readonly memory: { readonly minimum: number; readonly maximum: number }
  readonly functions: readonly FunctionCode[]
  /** Sections by number that are put in where they belong, for modules that break the rules. */
  readonly extra?: Readonly<Record<number, Code>>
}

/** A module that exports its memory and every function. */
export function writeModule({ memory, functions, extra = {} }: ModuleCode): Uint8Array<ArrayBuffer> {
  const type = ({ parameters, results }: FunctionCode): Code => [
    0x60,
    ...vector(parameters.map(one => [one])),
    ...vector(results.map(one => [one])),
  ]
  const body = ({ locals, wide = 0, body }: FunctionCode): Code => {
    const runs = [
      [locals, I32],
      [wide, I64],
    ] as const
    const used = runs.filter(([count]) => count > 0).map(([count, kind]) => [...unsigned(count), kind])
    return sized([...vector(used), ...body, 0x0b])
  }
  const own: Readonly<Record<number, Code>> = {
    1: vector(functions.map(type)),
    3: vector(functions.map((_, i) => unsigned(i))),
    5: vector([[1, ...unsigned(memory.minimum), ...unsigned(memory.maximum)]]),
    7: vector([
      [...named('memory'), 2, 0],
      ...functions.map(({ name }, i) => [...named(name), 0, ...unsigned(i)]),
    ]),
    10: vector(functions.map(body)),
  }
  const sections = Object.entries({ ...own, ...extra }).map(([id, content]) => section(Number(id), content))
  return Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flat()])
}
