// Who wants to know what becomes of a transaction. A chain without forks never says `retracted`, and never a bare
// `dropped`, for which clients wait for ever (wire-interface §1.5).
import type { Hash } from '@taonet/wire'

export type Status =
  | 'future'
  | 'ready'
  | 'invalid'
  | { readonly inBlock: Hash }
  | { readonly finalized: Hash }
  | { readonly usurped: Hash }

export type Watcher = (status: Status) => void

/** Nothing more follows. */
export const isLast = (status: Status): boolean =>
  status === 'invalid' || (typeof status === 'object' && ('finalized' in status || 'usurped' in status))

export class Watchers {
  readonly #byHash = new Map<Hash, Set<Watcher>>()

  watch(hash: Hash, watcher: Watcher): void {
    const set = this.#byHash.get(hash) ?? new Set()
    this.#byHash.set(hash, set.add(watcher))
  }

  unwatch(hash: Hash, watcher: Watcher): void {
    const set = this.#byHash.get(hash)
    if (set?.delete(watcher) && set.size === 0) this.#byHash.delete(hash)
  }

  tell(hash: Hash, status: Status): void {
    const set = this.#byHash.get(hash)
    if (!set) return
    if (isLast(status)) this.#byHash.delete(hash)
    for (const watcher of set) watcher(status)
  }
}
