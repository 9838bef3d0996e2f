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
import { bytesToHex, decode, encode, type Hash, type Hex, hexToBytes, storageKey } from '@taonet/wire'
import type { Socket } from './socket.ts'

const PAGE = 1000

export interface Reader {
  /** The block read from; undefined follows the best one. */
  readonly hash: Hash | undefined
  get<K extends Columns, V, Out>(cell: Cell<K, V, Out>, ...keys: KeysOf<K>): Promise<Out>
  /** The same row under many keys, in one request, all of one block. */
  many<K extends Columns, V, Out>(cell: Cell<K, V, Out>, keys: readonly KeysOf<K>[]): Promise<Out[]>
  /** All entries below the leading keys, in key order, all of one block. */
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

interface ChangeSet {
  readonly changes: readonly (readonly [Hex, Hex | null])[]
}

export function readerAt(socket: Socket, hash: Hash | undefined): Reader {
  const at = hash === undefined ? [] : [hash]
  const fixed = async (): Promise<Hash> => hash ?? (await socket.call<Hash>('chain_getBlockHash', []))
  const value = <K extends Columns, V, Out>(cell: Cell<K, V, Out>, found: Hex | null | undefined): Out =>
    found == null ? cell.fallback : (decode(cell.value, hexToBytes(found)) as unknown as Out)

  return {
    hash,
    async get(cell, ...keys) {
      return value(cell, await socket.call<Hex | null>('state_getStorage', [`0x${cell.key(...keys)}`, ...at]))
    },
    async many(cell, keys) {
      if (keys.length === 0) return []
      const wanted = keys.map(one => `0x${cell.key(...one)}`)
      const [set] = await socket.call<readonly ChangeSet[]>('state_queryStorageAt', [wanted, ...at])
      const found = new Map(set?.changes ?? [])
      return wanted.map(key => value(cell, found.get(key as Hex)))
    },
    async entries(cell, ...leading) {
      const block = await fixed()
      const prefix = `0x${cell.leading(...leading)}`
      const all: [Hex, Hex | null][] = []
      let after: Hex | undefined
      for (;;) {
        const keys: readonly Hex[] = await socket.call('state_getKeysPaged', [
          prefix,
          PAGE,
          after ?? null,
          block,
        ])
        if (keys.length > 0) {
          const [set] = await socket.call<readonly ChangeSet[]>('state_queryStorageAt', [keys, block])
          for (const [key, found] of set?.changes ?? []) all.push([key, found])
        }
        if (keys.length < PAGE) break
        after = keys[keys.length - 1]
      }
      return all.flatMap(([key, found]) =>
        found === null ? [] : [cell.entry(storageKey(key), hexToBytes(found))],
      )
    },
    async call(api, method, args) {
      const row = api.methods[method]
      if (!row) throw new RangeError(`${api.trait} has no method ${method}`)
      const inputs = Object.entries(row.inputs).map(([name, codec]) =>
        encode(codec, (args as Record<string, unknown>)[name]),
      )
      const data = bytesToHex(concat(inputs))
      const output = await socket.call<Hex>('state_call', [`${api.trait}_${method}`, data, ...at])
      return decode(row.output, hexToBytes(output)) as ApiOutput<typeof api.methods, typeof method>
    },
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
