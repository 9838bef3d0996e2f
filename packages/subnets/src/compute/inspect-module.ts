// Reads a foreign module's sections before anything compiles it: no imports, no start function, one bounded memory, and no
// more of anything than a job needs. What passes still has to be valid; the sandbox asks the engine.

import { MODULE_LIMITS as LIMITS } from './limits.ts'
import { MalformedModule, WasmReader } from './wasm-reader.ts'

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]
const FUNCTION_TYPE = 0x60
/** i32, i64, f32, f64, v128, funcref, externref. */
const VALUE_TYPES = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f])
const REFERENCE_TYPES = new Set([0x70, 0x6f])
const HAS_MAXIMUM = 0x01
const EXPORT_KINDS = ['function', 'table', 'memory', 'global'] as const

/** Section numbers of WebAssembly core §5.5.2. Others (tags, types of garbage-collected things) are refused. */
const SECTION = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
} as const

export interface ModuleFacts {
  /** Pages of 64 KiB. */
  readonly memory: { readonly minimum: number; readonly maximum: number }
  readonly functions: number
  readonly exports: ReadonlyMap<string, (typeof EXPORT_KINDS)[number]>
}

interface Found {
  memory?: ModuleFacts['memory']
  functions: number
  readonly exports: Map<string, (typeof EXPORT_KINDS)[number]>
}

const refuse = (why: string): never => {
  throw new MalformedModule(why)
}

function skipValueTypes(reader: WasmReader, most: number, what: string): void {
  for (let left = reader.count(most, what); left > 0; left--)
    if (!VALUE_TYPES.has(reader.byte())) refuse('a value has an unknown type')
}

function readTypes(reader: WasmReader): void {
  for (let left = reader.count(LIMITS.types, 'types'); left > 0; left--) {
    // Structures and arrays would live in the engine's own heap, outside the memory that is bounded.
    if (reader.byte() !== FUNCTION_TYPE) refuse('only function types are allowed')
    skipValueTypes(reader, LIMITS.parameters, 'parameters')
    skipValueTypes(reader, LIMITS.results, 'results')
  }
}

/** Limits with a maximum; shared, 64-bit and open-ended ones have other flags. */
function readBounds(reader: WasmReader, what: string, most: number): ModuleFacts['memory'] {
  if (reader.byte() !== HAS_MAXIMUM) refuse(`the ${what} needs a maximum and may not be shared or 64-bit`)
  const minimum = reader.u32()
  const maximum = reader.u32()
  if (maximum > most) refuse(`the ${what} may grow to ${maximum}, at most ${most} are allowed`)
  if (minimum > maximum) refuse(`the ${what} starts above its maximum`)
  return { minimum, maximum }
}

function readTables(reader: WasmReader): void {
  for (let left = reader.count(LIMITS.tables, 'tables'); left > 0; left--) {
    if (!REFERENCE_TYPES.has(reader.byte())) refuse('a table holds an unknown type')
    readBounds(reader, 'table', LIMITS.tableElements)
  }
}

function readExports(reader: WasmReader, found: Found): void {
  for (let left = reader.count(LIMITS.exports, 'exports'); left > 0; left--) {
    const name = reader.name()
    const kind = EXPORT_KINDS[reader.byte()] ?? refuse('an export is of an unknown kind')
    reader.u32()
    found.exports.set(name, kind)
  }
}

function readBodies(reader: WasmReader): void {
  for (let left = reader.count(LIMITS.functions, 'functions'); left > 0; left--) {
    const body = new WasmReader(reader.take(reader.count(LIMITS.bodyBytes, 'bytes of one function')))
    let locals = 0
    for (let groups = body.count(LIMITS.locals, 'groups of locals'); groups > 0; groups--) {
      locals += body.u32()
      if (locals > LIMITS.locals) refuse(`${locals} locals in one function, at most ${LIMITS.locals}`)
      if (!VALUE_TYPES.has(body.byte())) refuse('a local has an unknown type')
    }
  }
}

function readSection(id: number, reader: WasmReader, found: Found, maximumPages: number): void {
  switch (id) {
    case SECTION.custom:
    case SECTION.dataCount:
      return
    case SECTION.type:
      return readTypes(reader)
    case SECTION.import:
      return refuse('a module may import nothing')
    case SECTION.function:
      found.functions = reader.count(LIMITS.functions, 'functions')
      return
    case SECTION.table:
      return readTables(reader)
    case SECTION.memory:
      if (reader.count(1, 'memories') === 1) found.memory = readBounds(reader, 'memory', maximumPages)
      return
    case SECTION.global:
      reader.count(LIMITS.globals, 'globals')
      return
    case SECTION.export:
      return readExports(reader, found)
    case SECTION.start:
      return refuse('a module may not have a start function')
    case SECTION.element:
    case SECTION.data:
      reader.count(LIMITS.segments, 'segments')
      return
    case SECTION.code:
      return readBodies(reader)
    default:
      return refuse(`section ${id} is not allowed`)
  }
}

/**
 * Facts of a module whose memory may not exceed `maximumPages`. Linear in its size; compiles nothing.
 * @throws MalformedModule with the first rule that it breaks.
 */
export function inspectModule(bytes: Uint8Array, maximumPages: number): ModuleFacts {
  if (bytes.length > LIMITS.bytes) refuse(`the module has ${bytes.length} bytes, at most ${LIMITS.bytes}`)
  const reader = new WasmReader(bytes)
  if (MAGIC.some(wanted => reader.byte() !== wanted)) refuse('this is no WebAssembly module of version 1')
  const found: Found = { functions: 0, exports: new Map() }
  const seen = new Set<number>()
  while (!reader.ended) {
    const id = reader.byte()
    if (id !== SECTION.custom && seen.has(id)) refuse(`section ${id} occurs twice`)
    seen.add(id)
    readSection(id, new WasmReader(reader.take(reader.u32())), found, maximumPages)
  }
  const { memory, functions, exports } = found
  if (memory === undefined) return refuse('the module has no memory')
  if (exports.get('memory') !== 'memory') refuse('the module does not export its `memory`')
  if (exports.get('alloc') !== 'function') refuse('the module does not export a function `alloc`')
  return { memory, functions, exports }
}
