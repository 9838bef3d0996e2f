// Runtime APIs as tables: what `state_call` serves (wire-interface §1.2, wire-runtime-apis). A table names methods, their
// inputs in order and their output; the implementation stands apart, so that a client imports the tables alone.
import { type Codec, DecodeError, encode, Reader, type ValueOf, Writer } from '@taonet/wire'
import { MAX_ITEMS } from './runtime-enums.ts'
import type { ArgsOf } from './table.ts'
import type { World } from './world.ts'

type Fields = Readonly<Record<string, Codec<unknown>>>

export interface ApiMethod<I extends Fields = Fields, O = unknown> {
  /** Names count: Python clients encode arguments by them. */
  readonly inputs: I
  readonly output: Codec<O>
  readonly docs: string
}

export type ApiMethods = Readonly<Record<string, ApiMethod>>

export interface RuntimeApi<M extends ApiMethods = ApiMethods> {
  readonly trait: string
  readonly version: number
  readonly methods: M
  readonly docs: string
}

export const method = <const I extends Fields, O>(
  inputs: I,
  output: Codec<O>,
  docs: string,
): ApiMethod<I, O> => ({ inputs, output, docs })

/** One trait: `runtimeApi('SwapRuntimeApi', 1, { current_alpha_price: method({ netuid: NetUid }, u64, '…') }, '…')`. */
export const runtimeApi = <const M extends ApiMethods>(
  trait: string,
  version: number,
  methods: M,
  docs: string,
): RuntimeApi<M> => ({ trait, version, methods, docs })

export type ApiArgs<M extends ApiMethods, N extends keyof M> = ArgsOf<M[N]['inputs']>
export type ApiOutput<M extends ApiMethods, N extends keyof M> = ValueOf<M[N]['output']>
/** A list may be worked out element by element: the server asks for the next one when it is time to. */
type Answer<O> = [O] extends [readonly (infer E)[]] ? Iterable<E> : O
export type ApiHandlers<M extends ApiMethods> = {
  /** The world is the asked block's state under a scratch overlay: a simulation may write, nothing is kept. */
  readonly [N in keyof M]: (world: World, args: ApiArgs<M, N>) => Answer<ApiOutput<M, N>>
}

type LooseHandler = (world: World, args: unknown) => unknown

export interface ApiImplementation {
  readonly api: RuntimeApi
  readonly handlers: Readonly<Record<string, LooseHandler>>
}

/** A declared method without a handler, or a handler of no declared method, does not compile. */
export function implementApi<M extends ApiMethods>(
  api: RuntimeApi<M>,
  handlers: ApiHandlers<M>,
): ApiImplementation {
  // `serveApis` decodes arguments by the same table, so each handler gets exactly the type it was checked against.
  return { api, handlers } as unknown as ApiImplementation
}

export class ApiNotFound extends Error {
  constructor(name: string) {
    super(`Exported method ${name} is not found`)
    this.name = 'ApiNotFound'
  }
}

/** An answer under way: after each step the caller may do other things. What is read is one block's state throughout. */
export type Steps = Generator<undefined, Uint8Array>

/** Answers `Trait_method` from SCALE arguments with a SCALE result. */
export type ApiServer = (world: World, name: string, data: Uint8Array) => Steps

/** The answer in one go. */
export function whole(steps: Steps): Uint8Array {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Joins implementations. The server throws ApiNotFound, and DecodeError on malformed or left-over arguments. */
export function serveApis(implementations: readonly ApiImplementation[]): ApiServer {
  const methods = new Map<string, { readonly row: ApiMethod; readonly handler: LooseHandler }>()
  for (const { api, handlers } of implementations) {
    for (const [name, row] of Object.entries(api.methods)) {
      const handler = handlers[name]
      const full = `${api.trait}_${name}`
      if (!handler || methods.has(full)) throw new TypeError(`${full} is not implemented exactly once`)
      methods.set(full, { row, handler })
    }
  }
  return function* (world, name, data) {
    const found = methods.get(name)
    if (!found) throw new ApiNotFound(name)
    const { output, inputs } = found.row
    const answer = found.handler(world, readInputs(inputs, data))
    return output.shape.kind === 'sequence' && isWorkedOut(answer)
      ? yield* elements(output, answer)
      : encode(output, answer)
  }
}

/** Not a list or bytes that are there already. */
const isWorkedOut = (answer: unknown): answer is Iterable<unknown> =>
  typeof answer === 'object' &&
  answer !== null &&
  Symbol.iterator in answer &&
  !Array.isArray(answer) &&
  !ArrayBuffer.isView(answer)

/** The bytes of a list, of which one element is made and written in each step. */
function* elements(list: Codec<unknown>, values: Iterable<unknown>): Steps {
  const parts: Uint8Array[] = []
  for (const value of values) {
    // A list of one begins with one byte that says so.
    parts.push(encode(list, [value]).subarray(1))
    yield
  }
  const writer = new Writer()
  writer.compact(parts.length)
  for (const part of parts) writer.raw(part)
  return writer.done()
}

function readInputs(inputs: Fields, data: Uint8Array): Record<string, unknown> {
  const reader = new Reader(data, MAX_ITEMS)
  const args: Record<string, unknown> = {}
  try {
    for (const [name, codec] of Object.entries(inputs)) args[name] = codec.read(reader)
  } catch (thrown) {
    // Codecs refuse a value out of range with RangeError; to the caller it is the same: bytes that mean nothing.
    if (thrown instanceof RangeError) throw new DecodeError(thrown.message, reader.offset)
    throw thrown
  }
  reader.end()
  return args
}
