// The protocol as tables. A chapter is one literal: parameters, storage, calls, events, errors, constants. The wire number
// is the object key, so a number used twice does not compile. Handlers stand apart (implement.ts), so that a client can
// import the tables without the logic.
import type { Codec, ValueOf } from '@taonet/wire'
import { bindCell, type Cell, type Columns, type Item } from './cell.ts'
import type { DispatchError } from './failure.ts'
import { NetUid, netuid } from './nouns.ts'
import type { EventValue } from './world.ts'

type Fields = Readonly<Record<string, Codec<unknown>>>
export type ArgsOf<F> = { readonly [K in keyof F]: ValueOf<F[K]> }

export interface Row<N extends string = string, F extends Fields = Fields> {
  readonly name: N
  readonly fields: F
  readonly docs: string
  /** Whether the wire's description names the fields; SubtensorModule's older events do not (wire-interface §2.3). */
  readonly named: boolean
}

/** A call costs `weight` picoseconds of reference time (chain-governance §6.12); `free` ones pay no fee. */
export interface CallRow<N extends string = string, F extends Fields = Fields> extends Row<N, F> {
  readonly weight: bigint
  readonly free: boolean
  /** The list argument whose items cost `weight` each. */
  readonly each: string | undefined
}

export interface ErrorRow<N extends string = string> {
  readonly name: N
  readonly docs: string
}

export interface Constant<T = unknown> {
  readonly codec: Codec<T>
  readonly value: T
  readonly docs: string
}

/** What a hyperparameter's line may say beyond codec, default and meaning. */
export interface ParamOptions<V> {
  /** Smallest and largest value a setter takes; absent = what the type holds. */
  readonly min?: V
  readonly max?: V
  /** `owner`: the subnet's owner or root; `root`: root alone; `none`: no setter. Absent: root if there is a call. */
  readonly who?: 'owner' | 'root' | 'none'
  /** AdminUtils call: index, name, name of the value's argument. */
  readonly call?: readonly [index: number, name: string, argument: string]
  /** SubtensorModule's event that tells of a change: (netuid, value), or (value) for a parameter of the whole chain. */
  readonly event?: readonly [index: number, name: string]
  /** Under which name an owner's changes are paced (chain-registry §3.5); absent = as often as he likes. */
  readonly stamp?: string
  /** false: may change inside the admin freeze window too. */
  readonly window?: boolean
}

/** A hyperparameter: one line gives its storage, default, bounds, setter, pace, event and documentation. */
export interface Param<K extends Columns, V, O> {
  readonly item: Item<K, V, V>
  readonly options: O
}

const paramOf = <K extends Columns, V, O>(
  columns: K,
  codec: Codec<V>,
  initial: V,
  docs: string,
  options: O,
): Param<K, V, O> => ({ item: { columns, value: codec, fallback: initial, docs, computed: false }, options })

type NoOptions = Readonly<Record<never, never>>

/** A parameter of each subnet. */
export function param<V, const O extends ParamOptions<NoInfer<V>>>(
  codec: Codec<V>,
  initial: NoInfer<V>,
  docs: string,
  options: O,
): Param<[typeof netuid], V, O>
export function param<V>(
  codec: Codec<V>,
  initial: NoInfer<V>,
  docs: string,
): Param<[typeof netuid], V, NoOptions>
export function param<V>(codec: Codec<V>, initial: V, docs: string, options: ParamOptions<V> = {}) {
  return paramOf([netuid], codec, initial, docs, options)
}

/** A parameter of each subnet whose key the wire hashes in its own way. */
export const paramUnder = <const K extends Columns, V, const O extends ParamOptions<NoInfer<V>>>(
  columns: K,
  codec: Codec<V>,
  initial: NoInfer<V>,
  docs: string,
  options: O,
): Param<K, V, O> => paramOf(columns, codec, initial, docs, options)

/** A parameter of the whole chain. */
export function globalParam<V, const O extends ParamOptions<NoInfer<V>>>(
  codec: Codec<V>,
  initial: NoInfer<V>,
  docs: string,
  options: O,
): Param<[], V, O>
export function globalParam<V>(codec: Codec<V>, initial: NoInfer<V>, docs: string): Param<[], V, NoOptions>
export function globalParam<V>(codec: Codec<V>, initial: V, docs: string, options: ParamOptions<V> = {}) {
  return paramOf([], codec, initial, docs, options)
}

export type Params = Readonly<Record<string, Param<Columns, unknown, ParamOptions<unknown>>>>
type Subject<K> = K extends readonly [] ? unknown : { readonly netuid: Codec<NetUid> }

/** The setters of parameters as calls, under the numbers their lines give. */
export type SetterCalls<P> = {
  readonly [N in keyof P as P[N] extends Param<
    infer _K,
    infer _V,
    { call: readonly [infer I extends number, string, string] }
  >
    ? I
    : never]: P[N] extends Param<
    infer K extends Columns,
    infer V,
    { call: readonly [number, infer C extends string, infer A extends string] }
  >
    ? CallRow<C, Subject<K> & { readonly [One in A]: Codec<V> }>
    : never
}
const subjectOf = (one: Params[string]): Fields => (one.item.columns.length === 0 ? {} : { netuid: NetUid })

export function setterCalls<const P extends Params>(params: P): SetterCalls<P> {
  const rows: Record<number, CallRow> = {}
  for (const [name, one] of Object.entries(params)) {
    if (!one.options.call) continue
    const [index, callName, argument] = one.options.call
    rows[index] = call(
      callName,
      { ...subjectOf(one), [argument]: one.item.value },
      `Sets ${name}. ${one.item.docs}`,
    )
  }
  return rows as SetterCalls<P>
}

/** The events that tell of a change, under the numbers their lines give. */
function setterEvents(params: Params): Record<number, Row> {
  const rows: Record<number, Row> = {}
  for (const [name, one] of Object.entries(params)) {
    if (!one.options.event) continue
    const [index, eventName] = one.options.event
    rows[index] = tupleEvent(eventName, { ...subjectOf(one), value: one.item.value }, `${name} was set.`)
  }
  return rows
}

/** Reference weight of a call whose cost nobody measured (chain-governance §6.12). */
export const DEFAULT_WEIGHT = 100_000_000n

export function call<const N extends string, const F extends Fields>(
  name: N,
  fields: F,
  docs: string,
  options: { readonly weight?: bigint; readonly free?: boolean; readonly each?: keyof F & string } = {},
): CallRow<N, F> {
  return {
    name,
    fields,
    docs,
    named: true,
    weight: options.weight ?? DEFAULT_WEIGHT,
    free: options.free ?? false,
    each: options.each,
  }
}
/** An event whose fields are named on the wire. */
export const event = <const N extends string, const F extends Fields>(
  name: N,
  fields: F,
  docs: string,
): Row<N, F> => ({ name, fields, docs, named: true })
/** An event whose fields are known by position on the wire; the names are ours. */
export const tupleEvent = <const N extends string, const F extends Fields>(
  name: N,
  fields: F,
  docs: string,
): Row<N, F> => ({ name, fields, docs, named: false })
export const error = <const N extends string>(name: N, docs: string): ErrorRow<N> => ({ name, docs })
export const constant = <T>(codec: Codec<T>, value: T, docs: string): Constant<T> => ({ codec, value, docs })

export interface ChapterLiteral {
  readonly params?: Params
  readonly storage?: Readonly<Record<string, Item<Columns, unknown, unknown>>>
  readonly calls?: Readonly<Record<number, CallRow>>
  readonly events?: Readonly<Record<number, Row>>
  readonly errors?: Readonly<Record<number, ErrorRow>>
  readonly constants?: Readonly<Record<string, Constant>>
}

type CellOf<I> = I extends Item<infer K extends Columns, infer V, infer Out> ? Cell<K, V, Out> : never
type CellOfParam<P> = P extends Param<infer K extends Columns, infer V, unknown> ? Cell<K, V, V> : never
type Cells<T extends ChapterLiteral> = { readonly [K in keyof T['storage']]: CellOf<T['storage'][K]> } & {
  readonly [K in keyof T['params']]: CellOfParam<T['params'][K]>
}
type RowsByName<R> = {
  readonly [I in keyof R as R[I] extends Row<infer N> ? N : never]: R[I] extends Row<string, infer F>
    ? ArgsOf<F>
    : never
}
export type CallArgs<T extends ChapterLiteral> = RowsByName<NonNullable<T['calls']>>
export type EventArgs<T extends ChapterLiteral> = RowsByName<NonNullable<T['events']>>
type ErrorNames<T extends ChapterLiteral> =
  NonNullable<T['errors']> extends infer R
    ? { [I in keyof R]: R[I] extends ErrorRow<infer N> ? N : never }[keyof R]
    : never

export interface Pallet {
  readonly name: string
  readonly index: number
  /** Path of its enums in metadata: `{crate}::pallet::Call`. */
  readonly crate: string
}

export interface Chapter<T extends ChapterLiteral = ChapterLiteral> {
  readonly pallet: Pallet
  readonly literal: T
  readonly storage: Cells<T>
  readonly event: { readonly [N in keyof EventArgs<T>]: (fields: EventArgs<T>[N]) => EventValue }
  readonly error: { readonly [N in ErrorNames<T> & string]: DispatchError }
}

/** A chapter's rows by name, for code that is told the name at run time and must check what it reads. */
export const cellsOf = <T extends ChapterLiteral>(
  chapter: Chapter<T>,
): Readonly<Record<string, Cell<Columns, unknown, unknown>>> =>
  // Each row is such a cell with narrower keys; TypeScript cannot say so of a tuple's length.
  chapter.storage as unknown as Readonly<Record<string, Cell<Columns, unknown, unknown>>>

/** Binds a literal to its wire pallet: cells know their keys, events and errors their numbers; the events of parameters join. */
export function chapter<const T extends ChapterLiteral>(pallet: Pallet, literal: T): Chapter<T> {
  const storage: Record<string, unknown> = {}
  for (const [name, item] of Object.entries(literal.storage ?? {}))
    storage[name] = bindCell(pallet.name, name, item)
  for (const [name, one] of Object.entries(literal.params ?? {}))
    storage[name] = bindCell(pallet.name, name, one.item)
  const events: Record<string, unknown> = {}
  for (const [index, row] of Object.entries(literal.events ?? {})) {
    events[row.name] = (fields: Record<string, unknown>): EventValue => ({
      pallet: pallet.index,
      index: Number(index),
      name: row.name,
      fields,
    })
  }
  const errors: Record<string, DispatchError> = {}
  for (const [index, row] of Object.entries(literal.errors ?? {})) {
    errors[row.name] = Object.freeze({
      kind: 'Module',
      pallet: pallet.index,
      error: Number(index),
      name: row.name,
    })
  }
  const joined = { ...literal, events: { ...setterEvents(literal.params ?? {}), ...literal.events } }
  return { pallet, literal: joined, storage, event: events, error: errors } as Chapter<T>
}
