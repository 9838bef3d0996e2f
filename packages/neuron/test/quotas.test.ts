// A miner divided among its callers: turns and places by stake, a floor for the small, and a flood that starves nobody.

import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { describe, test } from 'node:test'
import { type AccountId, isNetError, type KeyPair, keyPairFromUri, signBtauth } from '@taonet/wire'
import fc from 'fast-check'
import { z } from 'zod'
import { createDispatcher } from '../src/dispatch/dispatcher.ts'
import { BodyBudget } from '../src/miner/body-budget.ts'
import { callerShares } from '../src/miner/caller-shares.ts'
import { FairQueue } from '../src/miner/fair-queue.ts'
import { route, type Service } from '../src/miner/service.ts'
import { minerKey, startMiner, strangerKey } from './fixtures.ts'

const CHAT = '/v1/chat/completions'
const [large, small, third] = ['//Large', '//Small', '//Third'].map(uri => keyPairFromUri(uri))
assert.ok(large && small && third)
const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const live = new AbortController().signal

const staked = (stakes: readonly bigint[]) =>
  stakes.map((stake, i) => ({ hotkey: keyPairFromUri(`//${i}`).account, stake, rootStake: 0n }))

test('shares are of one whole, larger for more stake, and never less than the floor', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(0n, 1n << 60n), { minLength: 1, maxLength: 12 }), stakes => {
      const validators = staked(stakes)
      const shareOf = callerShares(validators)
      const shares = validators.map(({ hotkey }) => shareOf(hotkey))
      assert.ok(Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-9)
      for (const [i, share] of shares.entries()) {
        assert.ok(share >= 0.25 / stakes.length)
        for (const [j, other] of shares.entries()) {
          if ((stakes[i] ?? 0n) > (stakes[j] ?? 0n)) assert.ok(share >= other)
        }
      }
      assert.ok(shareOf(strangerKey.account) <= Math.min(...shares))
    }),
    { numRuns: 100 * EFFORT },
  )
})

/** Until all that can begin has begun. */
async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve()
}

/** Jobs that end when they are told to, and who began in which order. */
function jobs(queue: FairQueue) {
  const begun: AccountId[] = []
  const ends: (() => void)[] = []
  const results: Promise<string>[] = []
  return {
    begun,
    results,
    add({ account }: KeyPair): Promise<string> {
      const result = queue
        .run(account, live, () => {
          begun.push(account)
          return new Promise<string>(resolve => ends.push(() => resolve('done')))
        })
        .catch((error: unknown) => (isNetError(error) ? error.code : 'bug'))
      results.push(result)
      return result
    },
    /** Ends the oldest job; resolves when its successor has begun. */
    async end(): Promise<void> {
      ends.shift()?.()
      await settle()
    },
    count: ({ account }: KeyPair): number => begun.filter(one => one === account).length,
  }
}

const sharesOf = (shares: ReadonlyMap<AccountId, number>) => (caller: AccountId) => shares.get(caller) ?? 0

describe('a fair queue', () => {
  test('gives turns in proportion to shares while both wait', async () => {
    const shares = new Map([
      [large.account, 0.75],
      [small.account, 0.25],
    ])
    const queue = new FairQueue({ active: 1, waiting: 1_000 }, sharesOf(shares))
    const work = jobs(queue)
    for (let i = 0; i < 200; i++) work.add(small)
    for (let i = 0; i < 200; i++) work.add(large)
    await settle()
    for (let i = 0; i < 99; i++) await work.end()
    assert.equal(work.begun.length, 100)
    assert.ok(Math.abs(work.count(large) - 75) <= 2, `${work.count(large)} of 100`)
  })

  test('who comes late waits for one turn, however many are before him', async () => {
    const shares = new Map([
      [large.account, 0.9],
      [small.account, 0.1],
    ])
    const queue = new FairQueue({ active: 2, waiting: 100 }, sharesOf(shares))
    const work = jobs(queue)
    for (let i = 0; i < 100; i++) work.add(large)
    for (let i = 0; i < 10; i++) await work.end()
    work.add(small)
    await work.end()
    assert.equal(work.count(small), 1)
  })

  test('keeps the last place for whoever has less than his share', async () => {
    const shares = new Map([
      [large.account, 0.5],
      [small.account, 0.5],
    ])
    const queue = new FairQueue({ active: 4, waiting: 8 }, sharesOf(shares))
    const work = jobs(queue)
    for (let i = 0; i < 6; i++) work.add(large)
    await settle()
    assert.equal(work.count(large), 3)
    work.add(small)
    await settle()
    assert.equal(work.count(small), 1)
    assert.equal(queue.active, 4)
  })

  test('alone, a caller has everything', async () => {
    const queue = new FairQueue({ active: 3, waiting: 2 }, () => 1)
    const work = jobs(queue)
    for (let i = 0; i < 6; i++) work.add(large)
    await settle()
    assert.equal(work.count(large), 3)
    assert.equal(await work.results[5], 'busy')
  })

  test('a queue that one has filled makes room for another, at the cost of the newest beyond the share', async () => {
    const shares = new Map([
      [large.account, 0.5],
      [small.account, 0.5],
    ])
    const queue = new FairQueue({ active: 1, waiting: 4 }, sharesOf(shares))
    const work = jobs(queue)
    for (let i = 0; i < 5; i++) work.add(large)
    assert.equal(queue.waiting, 4)
    work.add(small)
    work.add(small)
    assert.equal(await work.results[4], 'quota')
    assert.equal(await work.results[3], 'quota')
    assert.equal(await work.add(small), 'quota')
    assert.equal(await work.add(large), 'quota')
    assert.equal(queue.waiting, 4)
    for (let i = 0; i < 5; i++) await work.end()
    assert.deepEqual([work.count(large), work.count(small)], [3, 2])
    assert.deepEqual([queue.active, queue.waiting], [0, 0])
  })

  test('is never over its bounds, and forgets nobody, whatever happens in whatever order', async () => {
    const callers = [large, small, third]
    const shares = new Map([
      [large.account, 0.6],
      [small.account, 0.3],
      [third.account, 0.1],
    ])
    const step = fc.oneof(
      fc.nat(2).map(caller => ({ caller })),
      fc.constant({ caller: undefined }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async steps => {
        const queue = new FairQueue({ active: 2, waiting: 4 }, sharesOf(shares))
        const work = jobs(queue)
        for (const { caller } of steps) {
          const who = caller === undefined ? undefined : callers[caller]
          if (who) void work.add(who)
          else await work.end()
          assert.ok(queue.active <= 2 && queue.waiting <= 4)
        }
        for (let i = 0; i < 60; i++) await work.end()
        const ended = await Promise.all(work.results)
        assert.equal(ended.filter(one => one === 'done').length, work.begun.length)
        assert.ok(ended.every(one => ['done', 'busy', 'quota'].includes(one)))
        assert.deepEqual([queue.active, queue.waiting], [0, 0])
      }),
      { numRuns: 200 * EFFORT },
    )
  })
})

test('memory for bodies: bounded together and for each, and given back', () => {
  const budget = new BodyBudget(100)
  const first = budget.take(large.account, 50, 0.5, 10)
  assert.ok(first)
  assert.equal(budget.take(large.account, 1, 0.5, 10), undefined)
  assert.ok(budget.take(small.account, 10, 0.01, 10))
  assert.equal(budget.take(small.account, 10, 0.01, 10), undefined)
  assert.ok(budget.take(third.account, 40, 0.5, 10))
  assert.equal(budget.take(strangerKey.account, 1, 1, 10), undefined)
  first()
  assert.ok(budget.take(large.account, 50, 0.5, 10))
})

/** Holds every job until it is let go. */
function held(): { service: Service; release(): void } {
  const gate = Promise.withResolvers<void>()
  return {
    release: gate.resolve,
    service: {
      model: 'held',
      sha256: '',
      engine: 'test',
      routes: {
        [CHAT]: route(z.object({}), async () => {
          await gate.promise
          return { type: 'json', body: {} }
        }),
      },
    },
  }
}

test('a flood from one validator does not starve another, and the stakeless are refused', async () => {
  const { service, release } = held()
  const shareOf = callerShares([
    { hotkey: large.account, stake: 900n, rootStake: 0n },
    { hotkey: small.account, stake: 100n, rootStake: 0n },
  ])
  const welcome = (caller: AccountId): boolean => caller === large.account || caller === small.account
  const miner = await startMiner({ service, welcome, shareOf, limits: { active: 2, waiting: 8 } })
  const [flooder, normal, stranger] = [large, small, strangerKey].map(hotkey =>
    createDispatcher({ hotkey, allowLoopback: true, connections: 64 }),
  )
  assert.ok(flooder && normal && stranger)
  const options = { deadline: 30_000 }
  const flood = Array.from({ length: 60 }, () => flooder.send(miner.target, CHAT, {}, options))
  const statuses = (): Promise<number[]> => Promise.all(flood.map(async one => (await one).status))
  while ((miner.server.metrics().refused[429] ?? 0) + (miner.server.metrics().refused[503] ?? 0) < 40)
    await new Promise(done => setTimeout(done, 10))
  // The normal caller begins at once, beside a full queue.
  const served = normal.send(miner.target, CHAT, {}, options)
  while (miner.server.metrics().active < 2) await new Promise(done => setTimeout(done, 10))
  await assert.rejects(
    stranger.send(miner.target, CHAT, {}, options),
    (error: unknown) => isNetError(error) && error.code === 'session-refused',
  )
  release()
  assert.equal((await served).status, 200)
  const counts = (await statuses()).reduce((sum, one) => sum.set(one, (sum.get(one) ?? 0) + 1), new Map())
  assert.ok((counts.get(200) ?? 0) >= 1)
  assert.ok((counts.get(429) ?? 0) + (counts.get(503) ?? 0) >= 40)
  await Promise.all([flooder, normal, stranger].map(one => one.close(0)))
  await miner.server.close(0)
})

describe('a body', () => {
  const wide: Service = {
    model: 'wide',
    sha256: '',
    engine: 'test',
    maxBodyBytes: 3 << 20,
    routes: {
      [CHAT]: route(z.object({ text: z.string() }), async ({ text }) => ({
        type: 'json',
        body: { length: text.length },
      })),
    },
  }

  test('may be as long as the service says, and no longer', async () => {
    const miner = await startMiner({ service: wide, welcome: () => true })
    const dispatcher = createDispatcher({ hotkey: large, allowLoopback: true })
    const ask = (length: number) =>
      dispatcher.send(miner.target, CHAT, { text: 'x'.repeat(length) }, { deadline: 20_000 })
    assert.deepEqual(await (await ask((3 << 20) - 100)).json(), { length: (3 << 20) - 100 })
    const refused = await ask(3 << 20)
    assert.equal(refused.status, 413)
    refused.cancel()
    await dispatcher.close(0)
    await miner.server.close(0)
  })

  test('of a stranger is read as far as a handshake is long', async () => {
    const miner = await startMiner({ service: wide, welcome: () => false })
    const body = Buffer.from(JSON.stringify({ text: 'x'.repeat(100_000) }))
    const headers = signBtauth({ method: 'POST', target: CHAT, body }, large, {
      receiver: minerKey.account,
      nonce: BigInt(Date.now()) * 1_000_000n,
    })
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        {
          port: miner.server.port,
          path: CHAT,
          method: 'POST',
          headers: { ...headers, 'content-length': body.length },
        },
        response => resolve(response.resume().statusCode ?? 0),
      )
      request.on('error', reject)
      // Not a byte of the body: its length alone is refused.
      request.flushHeaders()
    })
    assert.equal(status, 413)
    await miner.server.close(0)
  })
})
