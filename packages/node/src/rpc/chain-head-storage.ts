// The storage operation of `chainHead_v1`: items in portions, and a pause whenever the client lags behind.
import type { Hash } from '@taonet/wire'
import type { Chain } from '../chain.ts'
import { invalidParams } from './error.ts'
import type { Follow } from './follow.ts'
import type { Params } from './params.ts'
import { portionsOf } from './portions.ts'
import { answers, type StorageItem, storageItem } from './storage-items.ts'

const MOST_QUERIES = 256
const LAGGING_BYTES = 1024 * 1024

/** Queries beyond the limit are discarded and counted, as the specification has it. */
export function storageQueries(params: Params): {
  readonly queries: readonly StorageItem[]
  readonly discarded: number
} {
  if (params.get(3) !== undefined) throw invalidParams('there are no child tries')
  const items = params.list(2, 'items', 100_000).map(storageItem)
  return { queries: items.slice(0, MOST_QUERIES), discarded: Math.max(0, items.length - MOST_QUERIES) }
}

export function storageOperation(
  chain: Chain,
  hash: Hash,
  queries: readonly StorageItem[],
  follow: Follow,
  id: string,
  backlog: () => number,
): void {
  const number = chain.numberOf(hash)
  const view = number === undefined ? undefined : chain.viewAt(number)
  if (number === undefined || !view) {
    follow.finish(id, { event: 'operationInaccessible' })
    return
  }
  portionsOf(answers(chain, number, view, queries), {
    isWanted: () => follow.isRunning(id),
    take: items => follow.report(id, { event: 'operationStorageItems', items }),
    done: () => follow.finish(id, { event: 'operationStorageDone' }),
    fail: error => follow.finish(id, { event: 'operationError', error }),
    rest: goOn => (backlog() > LAGGING_BYTES ? follow.wait(id, goOn) : void setImmediate(goOn)),
  })
}
