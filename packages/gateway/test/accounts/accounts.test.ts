// Who is served, what he may use, and what is written of it: over both stores.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  accountsOver,
  type Caller,
  createKey,
  freeCaller,
  Limits,
  listKeys,
  type NewKey,
  type OpenAccounts,
  ORDINARY_SCOPES,
  revokeKey,
  type Used,
  usagePage,
} from '../../src/accounts/index.ts'
import { Refused } from '../../src/openai-error.ts'
import { Clock, onBoth, type Stores } from './stores.ts'

const key = (rest: Partial<NewKey> = {}): NewKey => ({
  name: 'app',
  scopes: ORDINARY_SCOPES,
  policy: 'standard',
  shareCache: false,
  keepWords: false,
  limits: Limits.parse({}),
  expires: undefined,
  ...rest,
})

const CHAT = '/v1/chat/completions'
const HERE = { loopback: true }
const ELSEWHERE = { loopback: false }
const used = (rest: Partial<Used> = {}): Used => ({
  promptTokens: 10,
  completionTokens: 20,
  model: 'm',
  netuid: 1,
  uids: [3],
  ...rest,
})

const refused =
  (status: number, code: string) =>
  (thrown: unknown): boolean => {
    assert.ok(thrown instanceof Refused, String(thrown))
    assert.deepEqual([thrown.status, thrown.body.error.code], [status, code], thrown.message)
    return true
  }

interface Made {
  readonly accounts: OpenAccounts
  readonly clock: Clock
  bearer(rest?: Partial<NewKey>): Promise<string>
  caller(rest?: Partial<NewKey>): Promise<Caller>
}

async function made(stores: Stores, options: Parameters<typeof accountsOver>[1] = {}): Promise<Made> {
  const clock = new Clock()
  const sql = await stores.open()
  const accounts = accountsOver(sql, { now: clock.now, ...options })
  const bearer = async (rest: Partial<NewKey> = {}): Promise<string> =>
    `Bearer ${(await createKey(sql, key(rest), clock.now())).secret}`
  return { accounts, clock, bearer, caller: async rest => accounts.identify(await bearer(rest), ELSEWHERE) }
}

onBoth('accounts', stores => {
  test('a key is its caller; the store has only its hash', async () => {
    const { accounts, bearer } = await made(stores)
    const header = await bearer({ name: 'shop', policy: 'strict', shareCache: true, scopes: ['chat'] })
    const caller = await accounts.identify(header, ELSEWHERE)
    const { id, ...rest } = caller
    assert.match(id, /^key_/)
    assert.deepEqual(rest, {
      name: 'shop',
      scopes: ['chat'],
      policy: 'strict',
      shareCache: true,
      keepWords: false,
    })
    const secret = header.slice('Bearer '.length)
    assert.match(secret, /^sk-tao-[\w-]{43}$/)
    const rows = JSON.stringify(await accounts.sql.all('select * from api_keys'))
    assert.ok(!rows.includes(secret.slice(7)))
    assert.ok(rows.includes(secret.slice(-4)))
    assert.deepEqual(await accounts.callerOf(id), caller)
  })

  test('without a key only this machine is served, and a key of ours that is none is refused there too', async () => {
    const { accounts } = await made(stores)
    assert.deepEqual(await accounts.identify(undefined, HERE), freeCaller)
    // What stock clients send because they must send something.
    assert.deepEqual(await accounts.identify('Bearer anything', HERE), freeCaller)
    await assert.rejects(accounts.identify(undefined, ELSEWHERE), refused(401, 'missing_api_key'))
    await assert.rejects(accounts.identify('Bearer anything', ELSEWHERE), refused(401, 'invalid_api_key'))
    await assert.rejects(accounts.identify('Basic abc', ELSEWHERE), refused(401, 'missing_api_key'))
    for (const token of ['sk-tao-', `sk-tao-${'A'.repeat(43)}`, `sk-tao-${'A'.repeat(400)}`, 'sk-tao-%00'])
      await assert.rejects(accounts.identify(`Bearer ${token}`, HERE), refused(401, 'invalid_api_key'))
    const closed = await made(stores, { free: 'none' })
    await assert.rejects(closed.accounts.identify(undefined, HERE), refused(401, 'missing_api_key'))
  })

  test('a key ends when it expires, and when it is revoked', async () => {
    const { accounts, clock, bearer } = await made(stores)
    const brief = await bearer({ expires: clock.now() + 5_000 })
    const caller = await accounts.identify(brief, ELSEWHERE)
    clock.pass(4_999)
    await accounts.identify(brief, ELSEWHERE)
    clock.pass(1)
    await assert.rejects(accounts.identify(brief, ELSEWHERE), refused(401, 'invalid_api_key'))
    await assert.rejects(
      accounts.reserve(caller, { route: CHAT, requests: 1, tokens: 1 }),
      refused(401, 'invalid_api_key'),
    )
    const lasting = await bearer({ name: 'leaver' })
    await accounts.identify(lasting, ELSEWHERE)
    await revokeKey(accounts.sql, 'leaver', clock.now())
    clock.pass(3_000)
    await assert.rejects(accounts.identify(lasting, ELSEWHERE), refused(401, 'invalid_api_key'))
    await assert.rejects(revokeKey(accounts.sql, 'nobody', clock.now()), { code: 'no-key' })
    const [, leaver] = await listKeys(accounts.sql)
    assert.equal(leaver?.revoked, clock.now() - 3_000)
  })

  test('a name that several keys have revokes none of them', async () => {
    const { accounts, caller, clock } = await made(stores)
    const first = await caller()
    await caller()
    await assert.rejects(revokeKey(accounts.sql, 'app', clock.now()), { code: 'several-keys' })
    assert.equal((await revokeKey(accounts.sql, first.id, clock.now())).id, first.id)
    assert.equal((await revokeKey(accounts.sql, 'app', clock.now())).name, 'app')
    assert.ok((await listKeys(accounts.sql)).every(one => one.revoked !== undefined))
  })

  test('a scope is asked for by path', async () => {
    const { accounts, caller } = await made(stores)
    const one = await caller({ scopes: ['embeddings'] })
    const wanted = { requests: 1, tokens: 1 }
    await accounts.reserve(one, { route: '/v1/embeddings', ...wanted })
    for (const route of [
      CHAT,
      '/v1/responses',
      '/v1/files',
      '/v1/organization/usage/completions',
      '/v1/predict',
    ])
      await assert.rejects(
        accounts.reserve(one, { route, ...wanted }),
        refused(403, 'insufficient_permissions'),
      )
    await assert.rejects(
      accounts.reserve(freeCaller, { route: '/v1/organization/usage/completions', ...wanted }),
      refused(403, 'insufficient_permissions'),
    )
  })

  test("a minute's limits: headers, refusal with a time to wait, and a new minute", async () => {
    const { accounts, clock, caller } = await made(stores)
    const one = await caller({ limits: Limits.parse({ requestsPerMinute: 3, tokensPerMinute: 100 }) })
    const ask = (tokens: number) => accounts.reserve(one, { route: CHAT, requests: 1, tokens })
    const first = await ask(60)
    const { headers } = first
    assert.equal(headers['x-ratelimit-limit-requests'], '3')
    assert.equal(headers['x-ratelimit-limit-tokens'], '100')
    assert.equal(headers['x-ratelimit-reset-requests'], '30s')
    assert.deepEqual(
      [headers['x-ratelimit-remaining-requests'], headers['x-ratelimit-remaining-tokens']],
      ['2', '40'],
    )
    await assert.rejects(ask(41), (thrown: unknown) => {
      assert.ok(thrown instanceof Refused)
      assert.equal(thrown.headers['retry-after'], '30')
      assert.equal(thrown.headers['x-ratelimit-remaining-tokens'], '40')
      return refused(429, 'rate_limit_exceeded')(thrown)
    })
    await assert.rejects(ask(101), (thrown: unknown) => {
      assert.ok(thrown instanceof Refused && thrown.headers['retry-after'] === undefined)
      return refused(429, 'rate_limit_exceeded')(thrown)
    })
    void first.settle(used({ promptTokens: 5, completionTokens: 5 }))
    const second = await ask(90)
    void second.release()
    void second.settle(used({ promptTokens: 90 }))
    void (await ask(90)).release()
    // Requests that came to nothing were requests all the same.
    await assert.rejects(ask(1), refused(429, 'rate_limit_exceeded'))
    clock.pass(30_000)
    void (await ask(100)).release()
  })

  test('budgets: reserved before, settled after, in tokens and in price', async () => {
    const { accounts, clock, caller } = await made(stores, {
      prices: {
        models: { dear: { prompt: 2_000, completion: 10_000 } },
        otherwise: { prompt: 0, completion: 1_500 },
      },
    })
    const budgets = [
      { unit: 'tokens', per: 'day', amount: 1_000 },
      { unit: 'price', per: 'total', amount: 12_000 },
    ]
    const one = await caller({ limits: Limits.parse({ budgets }) })
    const ask = (tokens: number) => accounts.reserve(one, { route: CHAT, requests: 1, tokens })
    const first = await ask(600)
    await assert.rejects(ask(401), refused(429, 'insufficient_quota'))
    assert.equal(first.price({ model: 'dear', promptTokens: 100, completionTokens: 7 }), 270)
    assert.equal(first.price({ model: 'cheap', promptTokens: 100, completionTokens: 7 }), 11)
    void first.settle(used({ model: 'dear', promptTokens: 100, completionTokens: 400 }))
    // 4,200 are spent; 780 more tokens might cost 7,800, 781 more than is left.
    await assert.rejects(ask(501), refused(429, 'insufficient_quota'))
    void (await ask(500)).release()
    clock.pass(86_400_000)
    await assert.rejects(ask(781), refused(429, 'insufficient_quota'))
    const last = await ask(780)
    await Promise.all([
      last.settle(used({ model: 'dear', promptTokens: 0, completionTokens: 780 })),
      accounts.flush(),
    ])
    await assert.rejects(ask(1), refused(429, 'insufficient_quota'))
    const rows = await accounts.sql.all("select spent from counters where name = 'price/total'")
    assert.deepEqual(
      rows.map(row => row.spent),
      [12_000],
    )
  })

  test('a free caller is not limited by what keys use, and its usage is known', async () => {
    const { accounts, clock, caller } = await made(stores)
    const one = await caller({ limits: Limits.parse({ requestsPerMinute: 0 }) })
    await assert.rejects(
      accounts.reserve(one, { route: CHAT, requests: 1, tokens: 1 }),
      refused(429, 'rate_limit_exceeded'),
    )
    const free = await accounts.reserve(freeCaller, { route: CHAT, requests: 1, tokens: 300 })
    assert.equal(free.headers['x-ratelimit-limit-requests'], '1000000')
    const written = free.settle(used())
    await accounts.flush()
    await written
    const start = String(Math.floor(clock.now() / 1_000) - 3_600)
    const page = await usagePage(
      accounts.sql,
      'completions',
      new URLSearchParams({ start_time: start, group_by: 'api_key_id' }),
      clock.now(),
    )
    assert.equal(page.data[0]?.results[0]?.api_key_id, 'free')
  })

  test('closing writes what is settled, and another gateway goes on from there', async () => {
    const place = await stores.place()
    const clock = new Clock()
    const limits = Limits.parse({ budgets: [{ unit: 'tokens', per: 'month', amount: 100 }] })
    const first = accountsOver(await stores.open(place), { now: clock.now })
    const { secret } = await createKey(first.sql, key({ limits }), clock.now())
    const wanted = (tokens: number) => ({ route: CHAT, requests: 1, tokens })
    const one = await first.reserve(await first.identify(`Bearer ${secret}`, ELSEWHERE), wanted(70))
    const written = one.settle(used({ promptTokens: 30, completionTokens: 31 }))
    await first.close()
    await written
    const second = accountsOver(await stores.open(place), { now: clock.now })
    const caller = await second.identify(`Bearer ${secret}`, ELSEWHERE)
    await assert.rejects(second.reserve(caller, wanted(40)), refused(429, 'insufficient_quota'))
    void (await second.reserve(caller, wanted(39))).release()
    await second.close()
  })

  test('a store that fails is trouble told once, and refuses what needs it', async () => {
    const clock = new Clock()
    const sql = await stores.open()
    const told: unknown[] = []
    const accounts = accountsOver(sql, { now: clock.now, onTrouble: one => told.push(one) })
    const limits = Limits.parse({ budgets: [{ unit: 'tokens', per: 'day', amount: 1_000 }] })
    const { secret } = await createKey(sql, key({ limits }), clock.now())
    const caller = await accounts.identify(`Bearer ${secret}`, ELSEWHERE)
    await sql.close()
    await assert.rejects(accounts.reserve(caller, { route: CHAT, requests: 1, tokens: 1 }), {
      code: 'accounts-unavailable',
    })
    await assert.rejects(accounts.flush(), { code: 'accounts-unavailable' })
    // The free tier goes on: what it may use is decided here.
    void (await accounts.reserve(freeCaller, { route: CHAT, requests: 1, tokens: 1 })).settle(used())
    while (told.length === 0) await new Promise(resolve => setTimeout(resolve, 20))
    await new Promise(resolve => setTimeout(resolve, 500))
    assert.equal(told.length, 1)
    await accounts.close().catch(() => undefined)
  })

  test('while the store is away, known keys go on for a minute; unknown ones and budgets do not', async () => {
    const { accounts, clock, bearer } = await made(stores)
    const free = await bearer()
    const poor = await bearer({
      limits: Limits.parse({ budgets: [{ unit: 'tokens', per: 'day', amount: 1_000 }] }),
    })
    const unknown = await bearer()
    const wanted = { route: CHAT, requests: 1, tokens: 10 }
    const [known, limited] = [
      await accounts.identify(free, ELSEWHERE),
      await accounts.identify(poor, ELSEWHERE),
    ]
    void (await accounts.reserve(limited, wanted)).release()
    await accounts.sql.close()
    for (const passed of [4_000, 40_000]) {
      clock.pass(passed)
      assert.equal((await accounts.identify(free, ELSEWHERE)).id, known.id)
      void (await accounts.reserve(known, wanted)).release()
      await assert.rejects(accounts.identify(unknown, ELSEWHERE), { code: 'accounts-unavailable' })
    }
    clock.pass(2_000)
    // Its lease may soon be somebody else's.
    await assert.rejects(accounts.reserve(limited, wanted), { code: 'accounts-unavailable' })
    clock.pass(15_000)
    await assert.rejects(accounts.identify(free, ELSEWHERE), { code: 'accounts-unavailable' })
    await accounts.close().catch(() => undefined)
  })
})
