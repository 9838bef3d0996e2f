// The accounts of a gateway: who asks, what he may still use, and what he has used.
import { randomUUID } from 'node:crypto'
import { isNetError } from '@taonet/wire'
import { Refused } from '../openai-error.ts'
import type { Accounts, Caller, Reservation, Used, Wanted } from './caller.ts'
import { forgetOld } from './counter-rows.ts'
import { FREE, FREE_LIMITS, freeCaller } from './free-tier.ts'
import { type Known, KnownKeys } from './known-keys.ts'
import { type Amounts, type Hold, isShortage, Ledger } from './ledger.ts'
import { type Limit, type Limits, limitsOf } from './limits.ts'
import { DEFAULT_PRICES, type PriceList, priceAtMost, priceOf } from './prices.ts'
import { rateHeaders, tooMuch } from './rate-headers.ts'
import { requireScope, scopeOf } from './scopes.ts'
import { bearerOf, hashOfSecret, isOurs, isWellFormed } from './secret.ts'
import type { Sql } from './sql.ts'
import { widenOld } from './usage-rows.ts'
import { usageOf } from './usage-sheet.ts'

export interface AccountsOptions {
  readonly prices?: PriceList
  /** Of the free tier; `none` where everybody needs a key. */
  readonly free?: Limits | 'none'
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Told once for each time that writing fails, and then again when it works: the gateway goes on meanwhile. */
  readonly onTrouble?: (trouble: unknown) => void
}

/** What this process holds besides: for the gateway's own routes. */
export interface OpenAccounts extends Accounts {
  readonly sql: Sql
  /** A caller whose work goes on without a request of his. @throws Refused 401 when his key is revoked or expired. */
  callerOf(id: string): Promise<Caller>
  /** Writes now what is usually written within `FLUSH_MS`. */
  flush(): Promise<void>
}

/** What is settled is written so much later at most. */
const FLUSH_MS = 200
/** Leases are kept alive, returned and reclaimed. */
const BEAT_MS = 10_000
const HOUSEKEEPING_MS = 3_600_000

const noKey = (): Refused =>
  new Refused(401, 'missing_api_key', 'An API key is needed: send "Authorization: Bearer sk-tao-…".')
const badKey = (why: string): Refused => new Refused(401, 'invalid_api_key', `The API key ${why}.`)

/** `sql` is this object's from now on, and closed with it. */
export function accountsOver(sql: Sql, options: AccountsOptions = {}): OpenAccounts {
  const { prices = DEFAULT_PRICES, free = FREE_LIMITS, onTrouble } = options
  const now = options.now ?? ((): number => Date.now() + sql.skew)
  const keys = new KnownKeys(sql, now)
  const ledger = new Ledger(sql, randomUUID(), now)
  const freeLimits = free === 'none' ? undefined : limitsOf(free)

  const valid = (known: Known | undefined): Known => {
    if (!known) throw badKey('is unknown')
    if (known.key.revoked !== undefined) throw badKey('was revoked')
    if (known.key.expires !== undefined && known.key.expires <= now()) throw badKey('has expired')
    return known
  }

  const limitsFor = (caller: Caller): readonly Limit[] | Promise<readonly Limit[]> => {
    if (caller.id === FREE) return freeLimits ?? []
    const known = keys.byId(caller.id)
    return known instanceof Promise ? known.then(one => valid(one).limits) : valid(known).limits
  }

  function reservation(caller: Caller, { route, requests }: Wanted, hold: Hold): Reservation {
    let open = true
    const close = (): boolean => {
      const first = open
      open = false
      return first
    }
    const price: Reservation['price'] = used => priceOf(prices, used)
    return {
      headers: rateHeaders(hold.cells, now()),
      price,
      settle(used: Used) {
        if (!close()) return Promise.resolve()
        const cost = price(used)
        hold.settle({ tokens: used.promptTokens + used.completionTokens, price: cost })
        ledger.count(usageOf({ caller: caller.id, route, requests, used, price: cost, now: now() }))
        return written()
      },
      release() {
        if (close()) hold.settle({ tokens: 0, price: 0 })
        if (ledger.dirty) flushSoon()
        return Promise.resolve()
      },
    }
  }

  let timer: NodeJS.Timeout | undefined
  let closed = false
  let troubled = false
  async function flush(): Promise<void> {
    try {
      await ledger.flush()
      troubled = false
    } catch (thrown) {
      if (!troubled) onTrouble?.(thrown)
      troubled = true
    }
  }
  function flushSoon(): void {
    if (timer || closed) return
    timer = setTimeout(async () => {
      timer = undefined
      await flush()
      if (ledger.dirty) flushSoon()
    }, FLUSH_MS)
    timer.unref()
  }
  function written(): Promise<void> {
    flushSoon()
    return ledger.written
  }

  async function housekeeping(): Promise<void> {
    try {
      await widenOld(sql, now())
      await forgetOld(sql, now())
    } catch (thrown) {
      onTrouble?.(thrown)
    }
  }
  async function beat(): Promise<void> {
    if (ledger.dirty || ledger.holds) await flush()
    await ledger.reclaim().catch((thrown: unknown) => {
      if (!isNetError(thrown)) throw thrown
    })
  }
  const beats = [setInterval(beat, BEAT_MS), setInterval(housekeeping, HOUSEKEEPING_MS)]
  for (const one of beats) one.unref()

  return {
    sql,
    flush: () => ledger.flush(),
    async identify(authorization, { loopback }) {
      const token = bearerOf(authorization)
      if (token !== undefined && isOurs(token)) {
        if (!isWellFormed(token)) throw badKey('is malformed')
        return valid(await keys.byHash(hashOfSecret(token))).caller
      }
      if (loopback && freeLimits) return freeCaller
      throw token === undefined ? noKey() : badKey('is not one of this gateway')
    },
    async callerOf(id) {
      if (id === FREE && freeLimits) return freeCaller
      return valid(await keys.byId(id)).caller
    },
    async reserve(caller, wanted) {
      requireScope(caller, scopeOf(wanted.route))
      const limits = await limitsFor(caller)
      const amounts: Amounts = {
        requests: wanted.requests,
        tokens: wanted.tokens,
        price: priceAtMost(prices, wanted.tokens),
      }
      const hold = await ledger.reserve({ caller: caller.id, limits, local: caller.id === FREE }, amounts)
      if (isShortage(hold)) throw tooMuch(hold, amounts)
      return reservation(caller, wanted, hold)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      for (const one of beats) clearInterval(one)
      try {
        await ledger.close()
      } finally {
        await sql.close()
      }
    },
  }
}
