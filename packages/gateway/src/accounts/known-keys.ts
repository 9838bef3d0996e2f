// Keys in memory, so that a request costs no look-up: read when first used, forgotten when the store says that keys changed.
import type { Caller } from './caller.ts'
import { type ApiKey, keyByHash, keyById, keysMark } from './key-rows.ts'
import { type Limit, limitsOf } from './limits.ts'
import type { Sql } from './sql.ts'

export interface Known {
  readonly caller: Caller
  readonly limits: readonly Limit[]
  readonly key: ApiKey
}

/** A revoked key is refused this much later at most, where requests keep coming; at once where the last look is older. */
const LOOK_MS = 1_000
const STALE_MS = 3_000
/** While the store cannot be read, what was known of a key is believed for so long. */
const OUTAGE_MS = 60_000
/** Unknown keys are remembered too, so that a flood of guesses is not a flood of look-ups. */
const MOST_REMEMBERED = 10_000

const callerOf = ({ id, name, scopes, policy, shareCache, keepWords }: ApiKey): Caller => ({
  id,
  name,
  scopes,
  policy,
  shareCache,
  keepWords,
})

export class KnownKeys {
  readonly #sql: Sql
  readonly #now: () => number
  readonly #byHash = new Map<string, Known | undefined>()
  readonly #byId = new Map<string, Known>()
  #mark = -1
  #looked = Number.NEGATIVE_INFINITY
  #looking: Promise<void> | undefined
  #failing = false

  constructor(sql: Sql, now: () => number) {
    this.#sql = sql
    this.#now = now
  }

  async #look(): Promise<void> {
    const at = this.#now()
    const mark = await keysMark(this.#sql)
    if (mark !== this.#mark) {
      this.#byHash.clear()
      this.#byId.clear()
    }
    this.#mark = mark
    this.#looked = at
  }

  /** What to wait for before memory may be believed. */
  #fresh(): Promise<void> | undefined {
    const age = this.#now() - this.#looked
    if (age < LOOK_MS) return undefined
    this.#looking ??= this.#look()
      .then(() => {
        this.#failing = false
      })
      .catch((thrown: unknown) => {
        this.#failing = true
        if (this.#now() - this.#looked >= OUTAGE_MS) throw thrown
      })
      .finally(() => {
        this.#looking = undefined
      })
    if (age >= OUTAGE_MS || (age >= STALE_MS && !this.#failing)) return this.#looking
    // Not waited for here; who comes when it is too old waits, and hears what went wrong.
    this.#looking.catch(() => undefined)
    return undefined
  }

  /** @param mark What held when it was read: keys that changed meanwhile may be among them. */
  #known(key: ApiKey, mark: number): Known {
    const before = this.#byId.get(key.id)
    if (before) return before
    const known = { caller: callerOf(key), limits: limitsOf(key.limits), key }
    if (this.#byId.size >= MOST_REMEMBERED) this.#byId.clear()
    if (mark === this.#mark) this.#byId.set(key.id, known)
    return known
  }

  /** @throws NetError `accounts-unavailable`. */
  async byHash(hash: string): Promise<Known | undefined> {
    await this.#fresh()
    if (this.#byHash.has(hash)) return this.#byHash.get(hash)
    const mark = this.#mark
    const key = await keyByHash(this.#sql, hash)
    const known = key && this.#known(key, mark)
    if (this.#byHash.size >= MOST_REMEMBERED) this.#byHash.clear()
    if (mark === this.#mark) this.#byHash.set(hash, known)
    return known
  }

  /** Without waiting, where that is possible. @throws NetError `accounts-unavailable`. */
  byId(id: string): Known | undefined | Promise<Known | undefined> {
    const fresh = this.#fresh()
    const known = fresh ? undefined : this.#byId.get(id)
    return known ?? this.#read(id, fresh)
  }

  async #read(id: string, fresh: Promise<void> | undefined): Promise<Known | undefined> {
    await fresh
    const known = this.#byId.get(id)
    if (known) return known
    const mark = this.#mark
    const key = await keyById(this.#sql, id)
    return key && this.#known(key, mark)
  }
}
