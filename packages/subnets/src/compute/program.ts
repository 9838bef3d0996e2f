// Random programs as data: what a challenge asks to be computed. Two readers give them meaning, one by writing WebAssembly
// (assemble.ts), one by evaluating them (evaluate.ts), so that each checks the other.

import type { Random } from '@taonet/models/random'

export const REGISTERS = 8
/** 32-bit words in, and as many out. */
export const STATE_WORDS = REGISTERS

export const BINARY = [
  'add',
  'sub',
  'mul',
  'div_u',
  'rem_u',
  'and',
  'or',
  'xor',
  'shl',
  'shr_s',
  'shr_u',
  'rotl',
  'rotr',
] as const
export const UNARY = ['clz', 'ctz', 'popcnt', 'root'] as const

export type Binary = (typeof BINARY)[number]
export type Unary = (typeof UNARY)[number]

/**
 * One step on registers x0 … x7, all 32-bit. Except for `store` it is x[to] ← rotl(x[to], turn) + value: nothing is ever
 * overwritten, so every step counts in the result. `root` is the integer square root; divisors get their lowest bit set.
 */
export type Statement =
  | {
      readonly kind: 'binary'
      readonly op: Binary
      readonly to: number
      readonly turn: number
      readonly a: number
      readonly b: number
    }
  | {
      readonly kind: 'constant'
      readonly op: Binary
      readonly to: number
      readonly turn: number
      readonly a: number
      readonly value: number
    }
  | {
      readonly kind: 'unary'
      readonly op: Unary
      readonly to: number
      readonly turn: number
      readonly a: number
    }
  /** The smaller of a and b, unsigned. */
  | {
      readonly kind: 'least'
      readonly to: number
      readonly turn: number
      readonly a: number
      readonly b: number
    }
  /** The scratch word at x[a] modulo the scratch's length. */
  | { readonly kind: 'load'; readonly to: number; readonly turn: number; readonly a: number }
  /** Exclusive or of x[b] into the scratch word at x[a]. */
  | { readonly kind: 'store'; readonly a: number; readonly b: number }

/**
 * x ← input; scratch[i] ← ((i + offset) · factor) xor x0; `rounds` times all statements; then for every scratch word
 * x0 ← rotl(x0, 5) xor word and x1 ← x1 · factor + x0; output ← x.
 */
export interface Program {
  /** Scratch memory in 32-bit words, a power of two. */
  readonly words: number
  readonly offset: number
  /** Odd. */
  readonly factor: number
  readonly rounds: number
  readonly statements: readonly Statement[]
}

const KINDS = ['binary', 'binary', 'constant', 'constant', 'unary', 'least', 'load', 'load', 'store'] as const

function statement(random: Random): Statement {
  const kind = random.pick(KINDS)
  const [to, a, b] = [random.below(REGISTERS), random.below(REGISTERS), random.below(REGISTERS)]
  const turn = random.between(1, 31)
  switch (kind) {
    case 'binary':
      return { kind, op: random.pick(BINARY), to, turn, a, b }
    case 'constant':
      return { kind, op: random.pick(BINARY), to, turn, a, value: random.uint32() }
    case 'unary':
      return { kind, op: random.pick(UNARY), to, turn, a }
    case 'least':
      return { kind, to, turn, a, b }
    case 'load':
      return { kind, to, turn, a }
    case 'store':
      return { kind, a, b }
  }
}

export interface ProgramSize {
  /** Statements executed in all, about. */
  readonly steps: number
  /** Power of two of scratch words, from and to. */
  readonly scratch: readonly [number, number]
}

/** Fresh structure and constants each time: no result can be known before the request is. */
export function randomProgram(random: Random, { steps, scratch }: ProgramSize): Program {
  const statements = Array.from({ length: random.between(12, 40) }, () => statement(random))
  return {
    words: 2 ** random.between(...scratch),
    offset: random.uint32(),
    factor: (random.uint32() | 1) >>> 0,
    rounds: Math.max(1, Math.round(steps / statements.length)),
    statements,
  }
}

/** The registers at the start, little endian. */
export function randomInput(random: Random): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * STATE_WORDS))
  for (let i = 0; i < STATE_WORDS; i++) view.setUint32(4 * i, random.uint32(), true)
  return new Uint8Array(view.buffer)
}
