// Runs one module in this thread. The calling convention: the module exports its `memory`, `alloc(length: i32): i32` for a
// place for the input, and a function `(pointer: i32, length: i32): i64` that returns its output as pointer · 2^32 + length.
// With no imports there is neither clock nor chance, so equal input means equal output; only the bits of a NaN and the
// instructions of relaxed SIMD depend on the machine.

import { MAX_OUTPUT_BYTES, PAGE_BYTES } from './limits.ts'
import type { ChildJob, ChildReply } from './sandbox-messages.ts'

/** What of the engine's interface is used here; the compiler's own description of it comes only with a browser's. */
declare const WebAssembly: {
  validate(bytes: Uint8Array): boolean
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> }
  readonly Memory: new (descriptor: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
}

const refused = (why: string): ChildReply => ({ type: 'refused', why })

const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value)

const isFunction = (value: unknown): value is (...values: number[]) => unknown => typeof value === 'function'

function call({ module, input, function: name }: ChildJob): ChildReply {
  const started = performance.now()
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module))
  const { memory, alloc } = exports
  const run = exports[name]
  if (!(memory instanceof WebAssembly.Memory) || !isFunction(alloc))
    return refused('no `memory` or no `alloc`')
  if (!isFunction(run)) return refused(`the module does not export a function \`${name}\``)
  const place = alloc(input.length)
  if (!isWhole(place)) return refused('`alloc` does not return an i32')
  const start = place >>> 0
  if (start + input.length > memory.buffer.byteLength)
    return refused('`alloc` gave a place outside the memory')
  new Uint8Array(memory.buffer).set(input, start)
  const packed = run(place, input.length)
  if (typeof packed !== 'bigint') return refused(`\`${name}\` does not return an i64`)
  const pointer = Number(BigInt.asUintN(32, packed >> 32n))
  const length = Number(BigInt.asUintN(32, packed))
  if (length > MAX_OUTPUT_BYTES) return refused(`an output of ${length} bytes, at most ${MAX_OUTPUT_BYTES}`)
  if (pointer + length > memory.buffer.byteLength) return refused('the output lies outside the memory')
  const output = new Uint8Array(memory.buffer).slice(pointer, pointer + length)
  const memoryPages = memory.buffer.byteLength / PAGE_BYTES
  return { type: 'done', output, elapsedMs: performance.now() - started, memoryPages }
}

/** Whatever the program does short of never ending becomes a reply. */
export function runModule(job: ChildJob): ChildReply {
  if (!WebAssembly.validate(job.module)) return refused('the module is not valid')
  try {
    return call(job)
  } catch (error) {
    return refused(`the program trapped: ${error instanceof Error ? error.message : String(error)}`)
  }
}
