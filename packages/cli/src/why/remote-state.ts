// The whole state of a chain at one block, fetched once, to be read synchronously as the runtime reads it.
import type { Client } from '@taonet/client'
import type { StateView, StorageKey } from '@taonet/runtime'
import { type Hash, type Hex, hexToBytes, NetError, storageKey } from '@taonet/wire'

const PAGE = 1_000
/** Some ten thousand neurons; a larger chain is explained beside its node, not through a socket. */
const MOST_KEYS = 2_000_000

interface ChangeSet {
  readonly changes: readonly (readonly [Hex, Hex | null])[]
}

/** @throws NetError `too-large`, and whatever the node says when it no longer has the block's state. */
export async function fetchState(client: Client, hash: Hash): Promise<StateView> {
  const values = new Map<StorageKey, Uint8Array>()
  let after: Hex | null = null
  for (;;) {
    const keys: readonly Hex[] = await client.rpc('state_getKeysPaged', ['0x', PAGE, after, hash])
    if (keys.length > 0) {
      const [set] = await client.rpc<readonly ChangeSet[]>('state_queryStorageAt', [keys, hash])
      for (const [key, value] of set?.changes ?? [])
        if (value !== null) values.set(storageKey(key), hexToBytes(value))
    }
    if (values.size > MOST_KEYS)
      throw new NetError('too-large', `the state has more than ${MOST_KEYS} rows`, 'ask a smaller chain')
    if (keys.length < PAGE) return stateOf(values)
    after = keys[keys.length - 1] ?? null
  }
}

function stateOf(values: ReadonlyMap<StorageKey, Uint8Array>): StateView {
  const sorted = [...values.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  /** The first place whose key is not below. */
  const place = (key: string): number => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((sorted[middle] ?? '') < key) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    get: key => values.get(key),
    *keys(prefix, after) {
      for (let at = place(after !== undefined && after > prefix ? after : prefix); at < sorted.length; at++) {
        const key = sorted[at]
        if (key === undefined || !key.startsWith(prefix)) return
        if (after === undefined || key > after) yield key
      }
    },
  }
}
