// The way of a transaction from its bytes into the pool. Verifying a signature takes a thread, so this is the one
// asynchronous part, and the same bytes may arrive again meanwhile.
import { setImmediate as nextRound } from 'node:timers/promises'
import { extrinsicHash, type Hash, isNetError } from '@taonet/wire'
import type { HostPort } from '../host/port.ts'
import type { PoolRejection } from './entry.ts'
import type { Pool } from './pool.ts'
import type { Watcher } from './watchers.ts'

/** Bytes that take their milliseconds to hash, and as many again to open. */
const LONG = 1024 * 1024

export type Submitted =
  | { readonly ok: true; readonly hash: Hash }
  | { readonly ok: false; readonly hash: Hash; readonly rejection: PoolRejection }

export class Submissions {
  readonly #host: Pick<HostPort, 'check'>
  readonly #pool: Pool
  readonly #arriving = new Set<Hash>()

  constructor(host: Pick<HostPort, 'check'>, pool: Pool) {
    this.#host = host
    this.#pool = pool
  }

  /** The cheap questions come first: known, banned, stale or unpayable transactions cost no verification. */
  async submit(bytes: Uint8Array, watcher?: Watcher): Promise<Submitted> {
    const hash = extrinsicHash(bytes)
    const known = this.#pool.screen(hash)
    if (known) return { ok: false, hash, rejection: known }
    if (this.#arriving.has(hash)) return { ok: false, hash, rejection: { kind: 'imported', hash } }
    this.#arriving.add(hash)
    try {
      if (bytes.length > LONG) await nextRound()
      const checked = await this.#host.check(bytes)
      if (!checked.ok) return { ok: false, hash, rejection: checked.rejection }
      const { signer, nonce, tip, valid } = checked
      const added = this.#pool.add({ hash, bytes, signer, nonce, tip, valid }, watcher)
      return added.ok ? { ok: true, hash } : { ok: false, hash, rejection: added.rejection }
    } catch (thrown) {
      if (!(isNetError(thrown) && thrown.code === 'verifier-busy')) throw thrown
      return { ok: false, hash, rejection: { kind: 'full', what: 'too many signatures wait to be verified' } }
    } finally {
      this.#arriving.delete(hash)
    }
  }
}
