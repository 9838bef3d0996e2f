// Instructions that the curve's code needs besides the writer's own (WebAssembly core §5.4). Arithmetic with carries is ten times
// as fast there as with JavaScript's numbers, and written out limb by limb it is best generated.
import { block, branchIf, type Code, unsigned } from '../wasm-writer.ts'

/** Repeats while what `body` leaves is not zero. */
export const repeatWhile = (body: Code): Code => block('loop', [...body, ...branchIf(0)])

export const op32 = { add: [0x6a] as Code, sub: [0x6b] as Code } as const

/** Loads and stores are of 32 bits: what is kept is small, what is reckoned with is not. */
export const op64 = {
  add: [0x7c] as Code,
  sub: [0x7d] as Code,
  mul: [0x7e] as Code,
  shl: [0x86] as Code,
  shr: [0x87] as Code,
  load: (offset: number): Code => [0x34, 2, ...unsigned(offset)],
  store: (offset: number): Code => [0x3e, 2, ...unsigned(offset)],
} as const

/** Takes addresses and counts, returns nothing. */
export interface Func {
  readonly params: number
  /** 64-bit ones, after the parameters. */
  readonly locals: number
  readonly body: Code
}
