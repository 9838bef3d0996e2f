// Programs as WebAssembly modules.

import {
  type Code,
  type FunctionCode,
  get,
  I32,
  I64,
  i32,
  i64,
  LESS_U,
  load,
  repeat,
  SELECT,
  set,
  store,
  tee,
  writeModule,
} from '@taonet/wire/wasm-writer'
import { PAGE_BYTES } from './limits.ts'
import { type Binary, type Program, REGISTERS, type Statement, type Unary } from './program.ts'

const INPUT = 1024
const OUTPUT = 2048
const SCRATCH = PAGE_BYTES

// Locals: the two parameters of `run`, the registers, a counter.
const POINTER = 0
const FIRST_REGISTER = 2
const COUNTER = FIRST_REGISTER + REGISTERS

const BINARY: Readonly<Record<Binary, number>> = {
  add: 0x6a,
  sub: 0x6b,
  mul: 0x6c,
  div_u: 0x6e,
  rem_u: 0x70,
  and: 0x71,
  or: 0x72,
  xor: 0x73,
  shl: 0x74,
  shr_s: 0x75,
  shr_u: 0x76,
  rotl: 0x77,
  rotr: 0x78,
}
const { add: ADD, mul: MUL, and: AND, or: OR, xor: XOR, shl: SHL, rotl: ROTL } = BINARY

/** `root` goes through f64: convert_i32_u, sqrt (exact by IEEE 754), trunc_f64_u. */
const UNARY: Readonly<Record<Unary, Code>> = {
  clz: [0x67],
  ctz: [0x68],
  popcnt: [0x69],
  root: [0xb8, 0x9f, 0xab],
}

const x = (register: number): number => FIRST_REGISTER + register
const divides = (op: Binary): boolean => op === 'div_u' || op === 'rem_u'
const divisor = (op: Binary, code: Code): Code => (divides(op) ? [...code, ...i32(1), OR] : code)

/** Byte offset of a scratch word; SCRATCH itself is the instruction's constant offset. */
const place = (index: Code, words: number): Code => [...index, ...i32(words - 1), AND, ...i32(2), SHL]

function valueCode(one: Exclude<Statement, { kind: 'store' }>, words: number): Code {
  switch (one.kind) {
    case 'binary':
      return [...get(x(one.a)), ...divisor(one.op, get(x(one.b))), BINARY[one.op]]
    case 'constant':
      return [...get(x(one.a)), ...divisor(one.op, i32(one.value)), BINARY[one.op]]
    case 'unary':
      return [...get(x(one.a)), ...UNARY[one.op]]
    case 'least':
      return [...get(x(one.a)), ...get(x(one.b)), ...get(x(one.a)), ...get(x(one.b)), ...LESS_U, ...SELECT]
    case 'load':
      return [...place(get(x(one.a)), words), ...load(SCRATCH)]
  }
}

function step(one: Statement, words: number): Code {
  if (one.kind === 'store') {
    const address = place(get(x(one.a)), words)
    return [...address, ...address, ...load(SCRATCH), ...get(x(one.b)), XOR, ...store(SCRATCH)]
  }
  return [...get(x(one.to)), ...i32(one.turn), ROTL, ...valueCode(one, words), ADD, ...set(x(one.to))]
}

const registers = Array.from({ length: REGISTERS }, (_, i) => i)

export interface Assembled {
  readonly module: Uint8Array
  /** Its memory from start to end. */
  readonly memoryPages: number
}

export function assemble({ words, offset, factor, rounds, statements }: Program): Assembled {
  const memoryPages = 1 + Math.ceil((4 * words) / PAGE_BYTES)
  const word = place(get(COUNTER), words)
  const body: Code = [
    ...registers.flatMap(i => [...get(POINTER), ...load(4 * i), ...set(x(i))]),
    ...repeat(COUNTER, words, [
      ...word,
      ...get(COUNTER),
      ...i32(offset),
      ADD,
      ...i32(factor),
      MUL,
      ...get(x(0)),
      XOR,
      ...store(SCRATCH),
    ]),
    ...repeat(
      COUNTER,
      rounds,
      statements.flatMap(one => step(one, words)),
    ),
    ...repeat(COUNTER, words, [
      ...get(x(0)),
      ...i32(5),
      ROTL,
      ...word,
      ...load(SCRATCH),
      XOR,
      ...tee(x(0)),
      ...get(x(1)),
      ...i32(factor),
      MUL,
      ADD,
      ...set(x(1)),
    ]),
    ...registers.flatMap(i => [...i32(OUTPUT), ...get(x(i)), ...store(4 * i)]),
    ...i64((BigInt(OUTPUT) << 32n) | BigInt(4 * REGISTERS)),
  ]
  const module = writeModule({
    memory: { minimum: memoryPages, maximum: memoryPages },
    functions: [
      allocAt(INPUT),
      { name: 'run', parameters: [I32, I32], results: [I64], locals: REGISTERS + 1, body },
    ],
  })
  return { module, memoryPages }
}

/** `alloc` for whoever has a fixed place for input. */
export const allocAt = (address: number): FunctionCode => ({
  name: 'alloc',
  parameters: [I32],
  results: [I32],
  locals: 0,
  body: i32(address),
})
