// Which rows differ between two states, in the order of their keys.
import type { StateView, StorageKey } from '@taonet/runtime'
import { rowsBelow } from './storage-items.ts'

export interface Difference {
  readonly key: StorageKey
  /** What the row holds now; what it held, when it was deleted. */
  readonly value: Uint8Array
  readonly kind: 'added' | 'modified' | 'deleted'
}

export function* differences(
  before: StateView,
  after: StateView,
  prefix: StorageKey,
): Generator<Difference, void, undefined> {
  const old = rowsBelow(before, prefix)
  let next = old.next()
  for (const [key, value] of rowsBelow(after, prefix)) {
    for (; !next.done && next.value[0] < key; next = old.next())
      yield { key: next.value[0], value: next.value[1], kind: 'deleted' }
    if (next.done || next.value[0] !== key) yield { key, value, kind: 'added' }
    else {
      if (Buffer.compare(next.value[1], value) !== 0) yield { key, value, kind: 'modified' }
      next = old.next()
    }
  }
  for (; !next.done; next = old.next()) yield { key: next.value[0], value: next.value[1], kind: 'deleted' }
}
