// The runtime's window on the world: synchronous reads over a versioned key-value state.
import type { StorageKey } from '@taonet/wire'

export type { StorageKey }

/** Values are SCALE bytes and must not be mutated by anybody. */
export interface StateView {
  get(key: StorageKey): Uint8Array | undefined
  /** Keys with `prefix`, ascending, strictly after `after` when given. */
  keys(prefix: StorageKey, after?: StorageKey): Iterable<StorageKey>
}

/** What a block did to the state: undefined = removed. */
export type Changes = ReadonlyMap<StorageKey, Uint8Array | undefined>
