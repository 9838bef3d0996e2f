// The protocol as tables. A chapter is one literal: parameters, storage, calls, events, errors, constants. The wire number
// is the object key, so a number used twice does not compile. Handlers stand apart (implement.ts), so that a client can
// import the tables without the logic.
import type { Codec, ValueOf } from '@taonet/wire'
import { bindCell, type Cell, type Columns, type Item } from './cell.ts'
import type { DispatchError } from './failure.ts'
import { netuid } from './nouns.ts'
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

/** A hyperparameter: one line gives its storage, default, bounds, setter, event and documentation. */
export interface Param<K extends Columns, V, C extends string, A extends string> {
  readonly item: Item<K, V, V>
  /** Smallest and largest value a setter takes; undefined = what the type holds. */
  readonly bounds: readonly [min: V | undefined, max: V | undefined]
  /** `owner`: the subnet's owner or root; `root`: root alone; `none`: no setter. */
  readonly who: 'owner' | 'root' | 'none'
  /** AdminUtils call: index, name, name of the value's argument. */
  readonly call: readonly [index: number, name: C, argument: A] | undefined
  /** SubtensorModule's event that tells of a change. */
  readonly event: readonly [index: number, name: string] | undefined
}

type ParamOptions<V, C extends string, A extends string> = {
  readonly min?: V
  readonly max?: V
  readonly who?: 'owner' | 'root' | 'none'
  readonly call?: readonly [index: number, name: C, argument: A]
  readonly event?: readonly [index: number, name: string]
}

function paramOf<const K extends Columns, V, const C extends string, const A extends string>(columns: K, codec: Codec<V>, initial: V, docs: string, options: ParamOptions<V, C, A>): Param<K, V, C, A> {
  return {
    item: { columns, value: codec, fallback: initial, docs, computed: false },
    bounds: [options.min, options.max],
    who: options.who ?? (options.call ? 'root' : 'none'),
    call: options.call,
    event: options.event,
  }
}

/** A parameter of each subnet. */
export const param = <V, const C extends string = never, const A extends string = never>(codec: Codec<V>, initial: V, docs: string, options: ParamOptions<V, C, A> = {}): Param<[typeof netuid], V, C, A> => paramOf([netuid], codec, initial, docs, options)
/** A parameter of the whole chain. */
export const globalParam = <V, const C extends string = never, const A extends string = never>(codec: Codec<V>, initial: V, docs: string, options: ParamOptions<V, C, A> = {}): Param<[], V, C, A> => paramOf([], codec, initial, docs, options)

/** Reference weight of a call whose cost nobody measured (chain-governance §6.12). */
export const DEFAULT_WEIGHT = 100_000_000n

export function call<const N extends string, const F extends Fields>(name: N, fields: F, docs: string, options: { readonly weight?: bigint; readonly free?: boolean } = {}): CallRow<N, F> {
  return { name, fields, docs, named: true, weight: options.weight ?? DEFAULT_WEIGHT, free: options.free ?? false }
}
/** An event whose fields are named on the wire. */
export const event = <const N extends string, const F extends Fields>(name: N, fields: F, docs: string): Row<N, F> => ({ name, fields, docs, named: true })
/** An event whose fields are known by position on the wire; the names are ours. */
export const tupleEvent = <const N extends string, const F extends Fields>(name: N, fields: F, docs: string): Row<N, F> => ({ name, fields, docs, named: false })
export const error = <const N extends string>(name: N, docs: string): ErrorRow<N> => ({ name, docs })
export const constant = <T>(codec: Codec<T>, value: T, docs: string): Constant<T> => ({ codec, value, docs })


export interface ChapterLiteral {
  readonly params?: Readonly<Record<string, Param<Columns, unknown, string, string>>>
  readonly storage?: Readonly<Record<string, Item<Columns, unknown, unknown>>>
  readonly calls?: Readonly<Record<number, CallRow>>
  readonly events?: Readonly<Record<number, Row>>
  readonly errors?: Readonly<Record<number, ErrorRow>>
  readonly constants?: Readonly<Record<string, Constant>>
}

type CellOf<I> = I extends Item<infer K extends Columns, infer V, infer Out> ? Cell<K, V, Out> : never
type CellOfParam<P> = P extends Param<infer K extends Columns, infer V, string, string> ? Cell<K, V, V> : never
type Cells<T extends ChapterLiteral> = { readonly [K in keyof T['storage']]: CellOf<T['storage'][K]> } & { readonly [K in keyof T['params']]: CellOfParam<T['params'][K]> }
type RowsByName<R> = { readonly [I in keyof R as R[I] extends Row<infer N> ? N : never]: R[I] extends Row<string, infer F> ? ArgsOf<F> : never }
export type CallArgs<T extends ChapterLiteral> = RowsByName<NonNullable<T['calls']>>
export type EventArgs<T extends ChapterLiteral> = RowsByName<NonNullable<T['events']>>
type ErrorNames<T extends ChapterLiteral> = NonNullable<T['errors']> extends infer R ? { [I in keyof R]: R[I] extends ErrorRow<infer N> ? N : never }[keyof R] : never

export interface Pallet {
  readonly name: string
  readonly index: number
}

export interface Chapter<T extends ChapterLiteral = ChapterLiteral> {
  readonly pallet: Pallet
  readonly literal: T
  readonly storage: Cells<T>
  readonly event: { readonly [N in keyof EventArgs<T>]: (fields: EventArgs<T>[N]) => EventValue }
  readonly error: { readonly [N in ErrorNames<T> & string]: DispatchError }
}

/** Binds a literal to its wire pallet: cells know their keys, events and errors their numbers. */
export function chapter<const T extends ChapterLiteral>(pallet: Pallet, literal: T): Chapter<T> {
  const storage: Record<string, unknown> = {}
  for (const [name, item] of Object.entries(literal.storage ?? {})) storage[name] = bindCell(pallet.name, name, item)
  for (const [name, one] of Object.entries(literal.params ?? {})) storage[name] = bindCell(pallet.name, name, one.item)
  const events: Record<string, unknown> = {}
  for (const [index, row] of Object.entries(literal.events ?? {})) {
    events[row.name] = (fields: Record<string, unknown>): EventValue => ({ pallet: pallet.index, index: Number(index), name: row.name, fields })
  }
  const errors: Record<string, DispatchError> = {}
  for (const [index, row] of Object.entries(literal.errors ?? {})) {
    errors[row.name] = Object.freeze({ kind: 'Module', pallet: pallet.index, error: Number(index), name: row.name })
  }
  return { pallet, literal, storage, event: events, error: errors } as Chapter<T>
}

