// Blocks that a developer wants to come back to, by short names.
import { type Hash, NetError } from '@taonet/wire'
import type { Chain } from '../chain.ts'

const MOST = 1024

export interface Snapshot {
  readonly number: number
  readonly hash: Hash
  /** Milliseconds that the chain's clock was ahead of the machine's. */
  readonly ahead: number
}

export class Snapshots {
  readonly #byId = new Map<string, Snapshot>()
  #count = 0

  add(snapshot: Snapshot): string {
    const id = `0x${(++this.#count).toString(16)}`
    this.#byId.set(id, snapshot)
    if (this.#byId.size > MOST)
      for (const oldest of this.#byId.keys()) {
        this.#byId.delete(oldest)
        break
      }
    return id
  }

  /** @throws NetError `no-snapshot` when there is none, or the chain has since gone back to before it. */
  get(id: string, chain: Chain): Snapshot {
    const snapshot = this.#byId.get(id)
    if (snapshot && chain.hashOf(snapshot.number) === snapshot.hash) return snapshot
    throw new NetError(
      'no-snapshot',
      `there is no snapshot ${id}`,
      'going back ends the snapshots taken later',
    )
  }
}
