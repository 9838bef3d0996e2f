// What a program computes, step by step in this language: the oracle, which shares no arithmetic with the assembler.

import { type Binary, type Program, STATE_WORDS, type Statement, type Unary } from './program.ts'

const rotl = (value: number, by: number): number => (value << (by & 31)) | (value >>> (-by & 31))

const BINARY: Readonly<Record<Binary, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: Math.imul,
  div_u: (a, b) => (a >>> 0) / ((b | 1) >>> 0),
  rem_u: (a, b) => (a >>> 0) % ((b | 1) >>> 0),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  shl: (a, b) => a << b,
  shr_s: (a, b) => a >> b,
  shr_u: (a, b) => a >>> b,
  rotl,
  rotr: (a, b) => rotl(a, -b),
}

function ones(value: number): number {
  let count = 0
  for (let rest = value >>> 0; rest !== 0; rest >>>= 1) count += rest & 1
  return count
}

const UNARY: Readonly<Record<Unary, (a: number) => number>> = {
  clz: Math.clz32,
  ctz: a => (a === 0 ? 32 : 31 - Math.clz32(a & -a)),
  popcnt: ones,
  root: a => Math.floor(Math.sqrt(a >>> 0)),
}

/** Writes into typed arrays cut to 32 bits, which is what every step's arithmetic is modulo. */
function step(one: Statement, x: Int32Array, scratch: Int32Array): void {
  const at = (register: number): number => x[register] ?? 0
  const mask = scratch.length - 1
  if (one.kind === 'store') {
    const place = at(one.a) & mask
    scratch[place] = (scratch[place] ?? 0) ^ at(one.b)
    return
  }
  const value = (): number => {
    switch (one.kind) {
      case 'binary':
        return BINARY[one.op](at(one.a), at(one.b))
      case 'constant':
        return BINARY[one.op](at(one.a), one.value)
      case 'unary':
        return UNARY[one.op](at(one.a))
      case 'least':
        return Math.min(at(one.a) >>> 0, at(one.b) >>> 0)
      case 'load':
        return scratch[at(one.a) & mask] ?? 0
    }
  }
  x[one.to] = rotl(at(one.to), one.turn) + (value() | 0)
}

/** The output for 32 bytes of input; about 30 ns a statement. */
export function evaluate(
  { words, offset, factor, rounds, statements }: Program,
  input: Uint8Array,
): Uint8Array {
  const from = new DataView(input.buffer, input.byteOffset)
  const x = Int32Array.from({ length: STATE_WORDS }, (_, i) => from.getInt32(4 * i, true))
  const scratch = Int32Array.from({ length: words }, (_, i) => Math.imul(i + offset, factor) ^ (x[0] ?? 0))
  for (let round = 0; round < rounds; round++) for (const one of statements) step(one, x, scratch)
  for (const word of scratch) {
    x[0] = rotl(x[0] ?? 0, 5) ^ word
    x[1] = Math.imul(x[1] ?? 0, factor) + (x[0] ?? 0)
  }
  const to = new DataView(new ArrayBuffer(4 * STATE_WORDS))
  x.forEach((value, i) => {
    to.setInt32(4 * i, value, true)
  })
  return new Uint8Array(to.buffer)
}
