// Modules that do what no job may do, and a good one.

import { randomFrom, seedFrom } from '@taonet/models/random'
import {
  block,
  branch,
  type Code,
  call,
  DROP,
  type FunctionCode,
  GROW,
  I32,
  I64,
  i32,
  i64,
  type ModuleCode,
  store,
  UNREACHABLE,
  unsigned,
  writeModule,
} from '@taonet/wire/wasm-writer'
import { allocAt, assemble } from '../src/compute/assemble.ts'
import { evaluate } from '../src/compute/evaluate.ts'
import { sha256, toBase64 } from '../src/compute/job.ts'
import { randomInput, randomProgram } from '../src/compute/program.ts'
import type { Job } from '../src/compute/sandbox.ts'

const PAGES = 4

const run = (body: Code, results: readonly number[] = [I64]): FunctionCode => ({
  name: 'run',
  parameters: [I32, I32],
  results,
  locals: 0,
  body,
})
const NOTHING = i64(0n)

const module = (body: Code, change: Partial<ModuleCode> = {}): Uint8Array =>
  writeModule({ memory: { minimum: 1, maximum: PAGES }, functions: [allocAt(1024), run(body)], ...change })

const forever = (body: Code): Code => [...block('loop', [...body, ...branch(0)]), ...UNREACHABLE]

const locals = (count: number): Code => [
  ...unsigned(2),
  ...[...unsigned(4), 0, 0x41, 0, 0x0b],
  ...(() => {
    const body = [...unsigned(1), ...unsigned(count), I32, ...NOTHING, 0x0b]
    return [...unsigned(body.length), ...body]
  })(),
]

/** What the sandbox says: refused unseen or trapped (`bad_request`), or killed at its deadline (`timeout`). */
export interface Hostile {
  readonly module: Uint8Array
  readonly code: 'bad_request' | 'timeout'
  readonly says: RegExp
}

const refused = (bytes: Uint8Array, says: RegExp): Hostile => ({ module: bytes, code: 'bad_request', says })
const killed = (bytes: Uint8Array): Hostile => ({
  module: bytes,
  code: 'timeout',
  says: /did not end within/,
})

/** A custom section makes a valid module of any size. */
function padded(bytes: Uint8Array, size: number): Uint8Array {
  const head = [0, ...unsigned(size), 0]
  const whole = new Uint8Array(bytes.length + head.length + size - 1)
  whole.set(bytes)
  whole.set(head, bytes.length)
  return whole
}

export const hostile: Readonly<Record<string, Hostile>> = {
  'an endless loop': killed(module(forever([]))),
  'an endless loop in alloc': killed(
    writeModule({
      memory: { minimum: 1, maximum: PAGES },
      functions: [{ ...allocAt(0), body: forever([]) }, run(NOTHING)],
    }),
  ),
  'growth to 4 GB': refused(
    module(NOTHING, { memory: { minimum: 1, maximum: 65_536 } }),
    /memory may grow to 65536/,
  ),
  'memory from the start': refused(
    module(NOTHING, { memory: { minimum: 65_536, maximum: 65_536 } }),
    /memory may grow to 65536/,
  ),
  'memory without a maximum': refused(module(NOTHING, { extra: { 5: [1, 0, 1] } }), /needs a maximum/),
  'shared memory': refused(module(NOTHING, { extra: { 5: [1, 3, 1, 2] } }), /needs a maximum/),
  '64-bit memory': refused(module(NOTHING, { extra: { 5: [1, 5, 1, 2] } }), /needs a maximum/),
  'two memories': refused(module(NOTHING, { extra: { 5: [2, 1, 1, 2, 1, 1, 2] } }), /2 memories/),
  'growth without end': killed(module(forever([...i32(1), ...GROW, ...DROP]))),
  'growth and use of all it gets': killed(
    module(forever([...i32(PAGES), ...GROW, ...DROP, ...i32(65_532), ...i32(1), ...store(0)])),
  ),
  'a store beyond its memory': refused(
    module([...i32(-4), ...i32(1), ...store(0), ...NOTHING]),
    /trapped: memory access out of bounds/,
  ),
  // One import: module "e", name "f", a function of type 0.
  'an import': refused(module(NOTHING, { extra: { 2: [1, 1, 0x65, 1, 0x66, 0, 0] } }), /import nothing/),
  'a start function': refused(module(NOTHING, { extra: { 8: [0] } }), /start function/),
  'a module of 100 MB': refused(padded(module(NOTHING), 100 << 20), /bytes, at most/),
  'a thousand million locals': refused(
    module(NOTHING, { extra: { 10: locals(1e9) } }),
    /locals in one function/,
  ),
  'too many functions': refused(
    module(NOTHING, { functions: Array.from({ length: 10_001 }, () => allocAt(0)) }),
    /types, at most/,
  ),
  'a structure type': refused(module(NOTHING, { extra: { 1: [1, 0x5f, 0] } }), /only function types/),
  'a table without a maximum': refused(
    module(NOTHING, { extra: { 4: [1, 0x70, 0, 1] } }),
    /table needs a maximum/,
  ),
  'a table of ten million': refused(
    module(NOTHING, { extra: { 4: [1, 0x70, 1, ...unsigned(1e7), ...unsigned(1e7)] } }),
    /table may grow/,
  ),
  'an unknown section': refused(module(NOTHING, { extra: { 13: [0] } }), /section 13/),
  'a section twice': refused(
    Uint8Array.from([...module(NOTHING), ...module(NOTHING).slice(8)]),
    /section 1 occurs twice/,
  ),
  'a number without end': refused(
    Uint8Array.from([...module(NOTHING).slice(0, 8), 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
    /more than 32 bits/,
  ),
  'recursion without end': refused(
    module([0x20, 0, 0x20, 1, ...call(1)]),
    /trapped: Maximum call stack size exceeded/,
  ),
  unreachable: refused(module(UNREACHABLE), /trapped: unreachable/),
  'an output beyond the memory': refused(module(i64((65_535n << 32n) | 2n)), /output lies outside/),
  'an output at the far end': refused(module(i64((0xffff_fff0n << 32n) | 8n)), /output lies outside/),
  'an output of 4 GB': refused(module(i64(0xffff_ffffn)), /an output of 4294967295 bytes/),
  'a place for input beyond the memory': refused(
    writeModule({
      memory: { minimum: 1, maximum: PAGES },
      functions: [allocAt(-1), run(NOTHING)],
    }),
    /place outside/,
  ),
  'an i32 for an answer': refused(
    writeModule({
      memory: { minimum: 1, maximum: PAGES },
      functions: [allocAt(1024), run(i32(7), [I32])],
    }),
    /does not return an i64/,
  ),
  'no run': refused(
    writeModule({ memory: { minimum: 1, maximum: PAGES }, functions: [allocAt(1024)] }),
    /does not export a function `run`/,
  ),
  'no alloc': refused(
    writeModule({ memory: { minimum: 1, maximum: PAGES }, functions: [run(NOTHING)] }),
    /function `alloc`/,
  ),
  // An i64 on the stack where an i32 is wanted.
  'an invalid body': refused(module([...i64(1n), ...GROW, ...DROP, ...NOTHING]), /not valid/),
  'no bytes at all': refused(new Uint8Array(0), /ends too early/),
  'a picture': refused(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), /no WebAssembly/),
}

export const jobWith = (bytes: Uint8Array, deadlineMs: number): Job => ({
  module: bytes,
  input: new Uint8Array(32),
  function: 'run',
  memoryPages: PAGES,
  deadlineMs,
})

export const bodyOf = ({ module: bytes, input, ...rest }: Job): unknown => ({
  module: toBase64(bytes),
  input: toBase64(input),
  ...rest,
})

export interface GoodJob {
  readonly job: Job
  /** What has to come back. */
  readonly expected: Uint8Array
  readonly sha256: string
}

/** Each name is another program. */
export function goodJob(name: string, steps = 2_000): GoodJob {
  const random = randomFrom(seedFrom(name))
  const program = randomProgram(random, { steps, scratch: [2, 14] })
  const input = randomInput(random)
  const { module: bytes, memoryPages } = assemble(program)
  const expected = evaluate(program, input)
  return {
    job: { module: bytes, input, function: 'run', memoryPages, deadlineMs: 10_000 },
    expected,
    sha256: sha256(expected),
  }
}
