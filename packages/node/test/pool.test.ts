// The pool's rules, one by one.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { POOL_LIMITS } from '../src/pool/entry.ts'
import { account, blockHash, candidate, PoolWorld } from './pool-fixture.ts'

test('a nonce gap waits and is promoted when it closes', () => {
  const world = new PoolWorld()
  assert.deepEqual(world.add({ account: 1, nonce: 1 }), { ok: true, state: 'future' })
  assert.deepEqual(world.add({ account: 1, nonce: 2 }), { ok: true, state: 'future' })
  assert.deepEqual(world.taken(), [])
  assert.equal(world.pool.nextNonce(account(1)), 0)
  assert.deepEqual(world.add({ account: 1, nonce: 0 }), { ok: true, state: 'ready' })
  assert.deepEqual(world.taken(), ['1:0', '1:1', '1:2'])
  assert.equal(world.pool.nextNonce(account(1)), 3)
  assert.deepEqual(world.statuses({ account: 1, nonce: 2 }), ['future', 'ready'])
})

test('a block closes a gap too', () => {
  const world = new PoolWorld()
  world.add({ account: 1, nonce: 2 })
  // The chain learnt nonces 0 and 1 elsewhere.
  world.add({ account: 1, nonce: 1 })
  world.block({ account: 1, nonce: 0 }, { account: 1, nonce: 1 })
  assert.deepEqual(world.taken(), ['1:2'])
  assert.deepEqual(world.statuses({ account: 1, nonce: 1 }), [
    'future',
    { inBlock: blockHash(1) },
    { finalized: blockHash(1) },
  ])
})

test('the same transaction twice is known', () => {
  const world = new PoolWorld()
  world.add({ account: 1, nonce: 0 })
  const { hash } = candidate({ account: 1, nonce: 0 })
  assert.deepEqual(world.add({ account: 1, nonce: 0 }), { ok: false, rejection: { kind: 'imported', hash } })
})

test('only a higher tip replaces, and the loser hears of it', () => {
  const world = new PoolWorld()
  world.add({ account: 1, nonce: 0, tip: 5n })
  world.add({ account: 1, nonce: 1 })
  const same = world.add({ account: 1, nonce: 0, tip: 5n, fee: 999n })
  assert.deepEqual(same, { ok: false, rejection: { kind: 'cheaper', offered: 5n, present: 5n } })
  assert.deepEqual(world.add({ account: 1, nonce: 0, tip: 6n }), { ok: true, state: 'ready' })
  const { hash } = candidate({ account: 1, nonce: 0, tip: 6n })
  assert.deepEqual(world.statuses({ account: 1, nonce: 0, tip: 5n }), ['ready', { usurped: hash }])
  assert.equal(world.pool.size, 2)
  assert.deepEqual(world.taken(), ['1:0', '1:1'])
})

test('paid transactions go by fee for weight, nonces always ascend', () => {
  const world = new PoolWorld()
  world.add({ account: 1, nonce: 0, fee: 10n })
  world.add({ account: 1, nonce: 1, fee: 1000n })
  world.add({ account: 2, nonce: 0, fee: 100n })
  world.add({ account: 3, nonce: 0, fee: 100n, weight: 5n })
  assert.deepEqual(world.taken(), ['3:0', '2:0', '1:0', '1:1'])
})

test('free calls come first until they used a quarter, then after the paid ones', () => {
  // A quarter of 1000 is 250: three calls of 100 begin within it.
  const world = new PoolWorld()
  for (let i = 0; i < 5; i++) world.add({ account: i, nonce: 0, free: true, fee: 0n, weight: 100n })
  world.add({ account: 8, nonce: 0 })
  world.add({ account: 9, nonce: 0, fee: 500n })
  assert.deepEqual(world.taken(), ['0:0', '1:0', '2:0', '9:0', '8:0', '3:0', '4:0'])
})

test('a hotkey gets no more free calls into a block than its quota', () => {
  const world = new PoolWorld({ ...POOL_LIMITS, freePerAccount: 2 })
  world.add({ account: 1, nonce: 0, free: true })
  world.add({ account: 1, nonce: 1, free: true })
  const third = world.add({ account: 1, nonce: 2, free: true })
  assert.equal(third.ok, false)
  assert.deepEqual(world.taken(), ['1:0', '1:1'])
})

test('strangers come after everybody else, one in a block, and all of them have few places', () => {
  const world = new PoolWorld({ ...POOL_LIMITS, strangers: 2 })
  world.add({ account: 1, nonce: 0, stranger: true })
  world.add({ account: 2, nonce: 0, free: true })
  world.add({ account: 3, nonce: 0, fee: 1n })
  world.add({ account: 4, nonce: 0, stranger: true })
  const third = world.add({ account: 5, nonce: 0, stranger: true })
  assert.deepEqual(third, {
    ok: false,
    rejection: { kind: 'full', what: '2 calls of accounts without balance are waiting' },
  })
  assert.deepEqual(world.taken(), ['2:0', '3:0', '1:0'])
  // Each way out of the pool makes room again.
  world.block({ account: 1, nonce: 0, stranger: true })
  assert.equal(world.add({ account: 5, nonce: 0, stranger: true }).ok, true)
  world.pool.refuse(candidate({ account: 4, nonce: 0, stranger: true }).hash)
  assert.equal(world.add({ account: 6, nonce: 0, stranger: true }).ok, true)
  assert.equal(world.add({ account: 7, nonce: 0, stranger: true }).ok, false)
})

test('what refuses at execution is out and banned, and its successors wait', () => {
  const world = new PoolWorld()
  world.add({ account: 1, nonce: 0 })
  world.add({ account: 1, nonce: 1 })
  world.pool.refuse(candidate({ account: 1, nonce: 0 }).hash)
  assert.deepEqual(world.statuses({ account: 1, nonce: 0 }), ['ready', 'invalid'])
  assert.deepEqual(world.statuses({ account: 1, nonce: 1 }), ['ready', 'future'])
  assert.deepEqual(world.add({ account: 1, nonce: 0 }), { ok: false, rejection: { kind: 'banned' } })
  for (let i = 0; i < 64; i++) world.block()
  assert.deepEqual(world.add({ account: 1, nonce: 0 }), { ok: true, state: 'ready' })
})

test('an expired era leaves before the first block that could not hold it', () => {
  const world = new PoolWorld()
  // Valid in blocks 1 and 2, as seen for block 1.
  world.add({ account: 1, nonce: 0, longevity: 2 })
  world.block()
  assert.equal(world.pool.size, 1)
  world.block()
  assert.equal(world.pool.size, 0)
  assert.deepEqual(world.statuses({ account: 1, nonce: 0, longevity: 2 }), ['ready', 'invalid'])
})

test('after a block the first of an account is judged again', () => {
  const world = new PoolWorld()
  world.add({ account: 1, nonce: 0 })
  world.chain.rejection = { kind: 'invalid', reason: 'Payment' }
  world.block()
  assert.equal(world.pool.size, 0)
  assert.deepEqual(world.statuses({ account: 1, nonce: 0 }), ['ready', 'invalid'])
})

test('every bound holds, and a better offer takes the place of the worst', () => {
  const limits = {
    count: 3,
    bytes: 1000,
    perAccount: 2,
    futurePerAccount: 1,
    freePerAccount: 1,
    strangers: 1,
  }
  const world = new PoolWorld(limits)
  world.add({ account: 1, nonce: 0, fee: 10n })
  world.add({ account: 1, nonce: 1, fee: 10n })
  assert.equal(world.add({ account: 1, nonce: 2, fee: 10n }).ok, false, 'per account')
  world.add({ account: 2, nonce: 0, fee: 20n })
  assert.equal(world.add({ account: 3, nonce: 0, fee: 10n }).ok, false, 'pays no more than the worst')
  assert.equal(world.add({ account: 3, nonce: 0, fee: 11n }).ok, true)
  assert.deepEqual(world.statuses({ account: 1, nonce: 1, fee: 10n }), ['ready', 'invalid'])
  assert.equal(world.pool.size, 3)
  assert.equal(world.add({ account: 4, nonce: 0, fee: 9999n, length: 801 }).ok, true, 'bytes make room too')
  assert.ok(world.pool.bytes <= 1000)
  const lonely = new PoolWorld(limits)
  lonely.add({ account: 1, nonce: 5 })
  assert.equal(lonely.add({ account: 1, nonce: 7 }).ok, false, 'futures per account')
})
