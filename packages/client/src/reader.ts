// Typed reads of a chain's state at one block, from the same tables the runtime is made of.
import type {
  ApiArgs,
  ApiMethods,
  ApiOutput,
  Cell,
  Columns,
  KeysOf,
  Leading,
  RuntimeApi,
} from '@taonet/runtime/tables'
import {
  bytesToHex,
  decode,
  type Hash,
  type Hex,
  hexToBytes,
  NetError,
  storageKey,
  Writer,
} from '@taonet/wire'
import { changeSets, hash as hashAnswer, hex, list, optional, understood } from './answers.ts'
import type { Socket } from './socket.ts'

/** Nodes give at most so many keys at once. */
const PAGE = 1000

export interface Reader {
  /** The block read from; undefined follows the best one. */
  readonly hash: Hash | undefined
  get<K extends Columns, V, Out>(cell: Cell<K, V, Out>, ...keys: KeysOf<K>): Promise<Out>
  /** The same row under many keys, all of one block. */
  many<K extends Columns, V, Out>(cell: Cell<K, V, Out>, keys: readonly KeysOf<K>[]): Promise<Out[]>
  /** All entries below the leading keys, in the order of their encoded keys, all of one block. */
  entries<K extends Columns, V, Out>(
    cell: Cell<K, V, Out>,
    ...leading: Leading<KeysOf<K>>
  ): Promise<[KeysOf<K>, V][]>
  /** A runtime API's answer. */
  call<M extends ApiMethods, const N extends keyof M & string>(
    api: RuntimeApi<M>,
    method: N,
    args: ApiArgs<M, N>,
  ): Promise<ApiOutput<M, N>>
}

/** A state that holds one row, or nothing: what a cell needs to give the value or its default. */
const stateOf = (value: Hex | undefined) => {
  const bytes = value === undefined ? undefined : hexToBytes(value)
  return { state: { get: () => bytes, keys: () => [] } }
}

const pagesOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / PAGE) }, (_, i) => all.slice(i * PAGE, (i + 1) * PAGE))

export function readerAt(socket: Socket, hash: Hash | undefined): Reader {
  const at = hash === undefined ? [] : [hash]
  const fixed = async (): Promise<Hash> => hash ?? socket.call('chain_getBlockHash', [], hashAnswer)

  async function valuesOf(
    keys: readonly string[],
    block: readonly Hash[],
  ): Promise<ReadonlyMap<string, Hex | undefined>> {
    const parts = await Promise.all(
      pagesOf(keys).map(page => socket.call('state_queryStorageAt', [page, ...block], changeSets)),
    )
    const found = new Map(parts.flatMap(part => [...part]))
    if (keys.every(key => found.has(key))) return found
    throw new NetError('bad-reply', 'the node left out values that were asked for', 'name another address')
  }

  /** Ascending, and below the prefix: a node that turns in circles is noticed. */
  async function* keysBelow(prefix: string, block: Hash): AsyncGenerator<string> {
    let after = ''
    for (;;) {
      const params = [prefix, PAGE, after === '' ? null : after, block]
      const keys = await socket.call('state_getKeysPaged', params, list(hex))
      for (const key of keys) {
        if (!key.startsWith(prefix) || key <= after)
          throw new NetError(
            'bad-reply',
            'the node gave keys that were not asked for',
            'name another address',
          )
        yield key
        after = key
      }
      if (keys.length < PAGE) return
    }
  }

  async function call<M extends ApiMethods, const N extends keyof M & string>(
    api: RuntimeApi<M>,
    method: N,
    args: ApiArgs<M, N>,
  ): Promise<ApiOutput<M, N>>
  async function call(
    api: RuntimeApi,
    method: string,
    args: Readonly<Record<string, unknown>>,
  ): Promise<unknown> {
    const row = api.methods[method]
    if (!row) throw new RangeError(`${api.trait} has no method ${method}`)
    const writer = new Writer()
    for (const [name, codec] of Object.entries(row.inputs)) codec.write(writer, args[name])
    const params = [`${api.trait}_${method}`, bytesToHex(writer.done()), ...at]
    const answer = await socket.call('state_call', params, hex)
    return understood(method, () => decode(row.output, hexToBytes(answer)))
  }

  return {
    hash,
    call,
    async get(cell, ...keys) {
      const key = cell.key(...keys)
      const value = await socket.call('state_getStorage', [`0x${key}`, ...at], optional(hex))
      return understood(cell.name, () => cell.get(stateOf(value), ...keys))
    },
    async many(cell, keys) {
      if (keys.length === 0) return []
      const wanted = keys.map(one => `0x${cell.key(...one)}`)
      // One page is of one block by itself.
      const values = await valuesOf(wanted, keys.length > PAGE ? [await fixed()] : at)
      return keys.map((one, i) =>
        understood(cell.name, () => cell.get(stateOf(values.get(wanted[i] ?? '')), ...one)),
      )
    },
    async entries(cell, ...leading) {
      const block = await fixed()
      const keys: string[] = []
      for await (const key of keysBelow(`0x${cell.leading(...leading)}`, block)) keys.push(key)
      const values = await valuesOf(keys, [block])
      return keys.flatMap(key => {
        const value = values.get(key)
        if (value === undefined) return []
        return [understood(cell.name, () => cell.entry(storageKey(key), hexToBytes(value)))]
      })
    },
  }
}
