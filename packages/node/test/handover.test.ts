// What the pool hands to the engine: ready transactions alone, nonces in order, each once until the engine is a new one.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { BATCH, FEWEST_UNDER_WAY, Handover } from '../src/abci/handover.ts'
import { startNode } from '../src/node.ts'
import { Pool } from '../src/pool/pool.ts'
import { account, blockHash, candidate, NonceChain } from './pool-fixture.ts'
import { testGenesis } from './wallet.ts'

const root = await mkdtemp(join(tmpdir(), 'taonet-handover-'))
after(() => rm(root, { recursive: true }))

/** The length of a transaction is its name here. */
function setUp(answer: (name: number) => boolean | undefined = () => true) {
  const chain = new NonceChain()
  const pool: Pool = new Pool(chain, {
    room: { weight: 1_000_000n, length: 1_000_000 },
    onReady: entries => handover.becameReady(entries),
  })
  const batches: number[][] = []
  const handover = new Handover(pool, async txs => {
    const names = txs.map(tx => tx.length)
    const answers = names.map(answer)
    if (answers.includes(undefined)) throw new Error('the engine is away')
    batches.push(names)
    return answers.map(Boolean)
  })
  const add = (sender: number, nonce: number, name: number) => {
    const one = candidate({ account: sender, nonce, length: name })
    assert.ok(pool.add(one).ok)
    return one.hash
  }
  return { chain, pool, handover, batches, add }
}

test('only what is ready, in the order of its nonces', async () => {
  const { handover, batches, add } = setUp()
  add(0, 2, 102)
  add(0, 1, 101)
  await handover.idle()
  assert.deepEqual(batches, [])
  add(0, 0, 100)
  add(1, 0, 200)
  await handover.idle()
  assert.deepEqual(batches, [[100, 101, 102, 200]])
})

test('nothing that the engine has, whoever brought it', async () => {
  const { handover, batches, add } = setUp()
  handover.carried(add(0, 0, 100))
  add(1, 0, 200)
  await handover.idle()
  handover.onBlock()
  await handover.idle()
  assert.deepEqual(batches, [[200]])
})

test('what found no room is offered again after a block, what left the pool is not', async () => {
  let full = true
  const { chain, pool, handover, batches, add } = setUp(name => !full || name < 200)
  const included = add(0, 0, 100)
  add(1, 0, 200)
  await handover.idle()
  assert.deepEqual(batches, [[100, 200]])
  full = false
  chain.number = 1
  chain.nonces.set(account(0), 1)
  pool.onBlock({ number: 1, hash: blockHash(1), included: [included], changed: () => false })
  handover.onBlock()
  await handover.idle()
  assert.deepEqual(batches.slice(1), [[200]])
})

test('an engine that was away gets everything when it comes again', async () => {
  let away = true
  const { handover, batches, add } = setUp(() => (away ? undefined : true))
  add(0, 0, 100)
  await handover.idle()
  assert.deepEqual(batches, [])
  away = false
  handover.startAgain()
  await handover.idle()
  handover.startAgain()
  await handover.idle()
  assert.deepEqual(batches, [[100], [100]])
})

test('many leave in batches', async () => {
  const { handover, batches, add } = setUp()
  for (let sender = 0; sender < BATCH + 3; sender++) add(sender, 0, 100)
  await handover.idle()
  assert.deepEqual(
    batches.map(batch => batch.length),
    [BATCH, 3],
  )
})

test('no more under way than about two blocks hold of them, the others after the next block', async () => {
  const { chain, pool, handover, batches, add } = setUp()
  const hashes = Array.from({ length: 3 * FEWEST_UNDER_WAY }, (_, sender) => add(sender, 0, 100))
  const handedOver = () => batches.reduce((sum, batch) => sum + batch.length, 0)
  const block = async (from: number, to: number) => {
    for (let sender = from; sender < to; sender++) chain.nonces.set(account(sender), 1)
    chain.number++
    const { number } = chain
    pool.onBlock({ number, hash: blockHash(number), included: hashes.slice(from, to), changed: () => false })
    handover.onBlock()
    await handover.idle()
  }
  await handover.idle()
  assert.equal(handedOver(), FEWEST_UNDER_WAY)
  await block(0, 100)
  assert.equal(handedOver(), FEWEST_UNDER_WAY + 100)
  // A fuller block lets more of them go.
  await block(100, FEWEST_UNDER_WAY + 50)
  assert.equal(handedOver(), FEWEST_UNDER_WAY + 50 + 2 * (FEWEST_UNDER_WAY - 50))
})

test('where not all may go, an account with many does not keep back another', async () => {
  const { handover, batches, add } = setUp()
  for (let nonce = 0; nonce < FEWEST_UNDER_WAY + 10; nonce++) add(0, nonce, 100 + nonce)
  for (const sender of [1, 2]) add(sender, 0, 2000 * sender)
  await handover.idle()
  const handedOver = batches.flat()
  assert.equal(handedOver.length, FEWEST_UNDER_WAY)
  assert.deepEqual(handedOver.slice(0, 5), [100, 2000, 4000, 101, 102])
})

test('a program that is no engine is refused with what it said, and leaves nothing behind', async () => {
  const dataDir = join(root, 'chain')
  for (const binary of [join(root, 'nothing-here'), process.execPath]) {
    const snapshots = { every: 0, kept: 1 }
    const replication = { chainId: 'taonet-test', patience: 1000, binary, home: root, snapshots }
    const options = { profile: 'local', genesis: testGenesis(), dataDir, rpcPort: 0, replication } as const
    await assert.rejects(startNode(options), { code: 'engine', message: /ENOENT|MODULE_NOT_FOUND/ })
  }
})
