// The storage operation of `chainHead_v1`: items in portions, and a pause whenever the client lags behind.
import type { StateView } from '@taonet/runtime'
import { blake2b256, type Hash, type StorageKey } from '@taonet/wire'
import type { Chain } from '../chain.ts'
import { invalidParams } from './error.ts'
import type { Follow } from './follow.ts'
import { hexOf } from './hex.ts'
import { asKey, asText, type Params } from './params.ts'
import { keysPage, valueHash, valueHex } from './storage.ts'

const TYPES = ['value', 'hash', 'descendantsValues', 'descendantsHashes'] as const
type QueryType = (typeof TYPES)[number]

interface Query {
  readonly key: StorageKey
  readonly type: QueryType
}

const MOST_QUERIES = 256
const PORTION = 512
const LAGGING_BYTES = 1024 * 1024

/** Queries beyond the limit are discarded and counted, as the specification has it. */
export function storageQueries(params: Params): {
  readonly queries: readonly Query[]
  readonly discarded: number
} {
  if (params.get(3) !== undefined) throw invalidParams('there are no child tries')
  const items = params.list(2, 'items', 100_000).map(item => {
    if (typeof item !== 'object' || item === null || !('key' in item) || !('type' in item))
      throw invalidParams('an item has a key and a type')
    const key = asKey(item.key, 'key')
    const type = TYPES.find(known => known === item.type)
    if (!type) throw invalidParams(`items of type ${asText(item.type, 'type')} are not served`)
    return { key, type }
  })
  return { queries: items.slice(0, MOST_QUERIES), discarded: Math.max(0, items.length - MOST_QUERIES) }
}

export function storageOperation(
  chain: Chain,
  hash: Hash,
  queries: readonly Query[],
  follow: Follow,
  id: string,
  backlog: () => number,
): void {
  const number = chain.numberOf(hash)
  const view = number === undefined ? undefined : chain.viewAt(number)
  if (!view) {
    follow.finish(id, { event: 'operationInaccessible' })
    return
  }
  const items = answers(chain, view, queries)
  const portion = (): void => {
    if (!follow.isRunning(id)) return
    const some = [...take(items, PORTION)]
    if (some.length > 0) {
      const event = { event: 'operationStorageItems', items: some }
      follow.report(id, event)
    }
    if (some.length < PORTION) follow.finish(id, { event: 'operationStorageDone' })
    else if (backlog() > LAGGING_BYTES) follow.wait(id, portion)
    else setImmediate(portion)
  }
  portion()
}

type Answer = { readonly key: string } & ({ readonly value: string } | { readonly hash: string })

function* answers(chain: Chain, view: StateView, queries: readonly Query[]): Generator<Answer> {
  for (const { key, type } of queries) {
    if (type === 'value') {
      const value = valueHex(view, key)
      if (value !== null) yield { key: `0x${key}`, value }
    } else if (type === 'hash') {
      const hash = valueHash(chain, view, key)
      if (hash !== null) yield { key: `0x${key}`, hash }
    } else yield* descendants(view, key, type)
  }
}

function* descendants(view: StateView, prefix: StorageKey, type: QueryType): Generator<Answer> {
  let after: StorageKey | undefined
  for (;;) {
    const page = keysPage(view, prefix, PORTION, after)
    for (const key of page) {
      const value = view.get(key)
      if (value === undefined) continue
      if (type === 'descendantsValues') yield { key: `0x${key}`, value: hexOf(value) }
      else yield { key: `0x${key}`, hash: hexOf(blake2b256(value)) }
    }
    if (page.length < PORTION) return
    after = page.at(-1)
  }
}

function* take<T>(from: Iterator<T>, most: number): Generator<T> {
  for (let taken = 0; taken < most; taken++) {
    const next = from.next()
    if (next.done) return
    yield next.value
  }
}
