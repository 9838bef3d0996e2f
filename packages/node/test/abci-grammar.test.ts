// The engine's call grammar played by an engine of our own: clean starts, rounds that fail, crashes at every point between
// two calls, transactions that come from peers, and requests that no engine makes.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { bytesToHex, extrinsicHash } from '@taonet/wire'
import type { Status } from '../src/pool/watchers.ts'
import {
  chain,
  genesis,
  openApplication,
  proposers,
  type RunningApplication,
  runtime,
} from './abci/application-fixture.ts'
import { AbciConnection, AbciException } from './abci/connection.ts'
import type { Decided } from './abci/engine-player.ts'
import { type ChainIds, fastKeys, transfer, withBadSignature } from './wallet.ts'

const [ann, ben] = fastKeys as [(typeof fastKeys)[0], (typeof fastKeys)[0]]
const START = 1_800_000_000_000n
const open = new Set<RunningApplication>()
after(async () => {
  for (const application of open) await application.close()
})

async function start(key: string): Promise<RunningApplication> {
  const application = await openApplication(key)
  open.add(application)
  return application
}
async function kill(application: RunningApplication): Promise<void> {
  open.delete(application)
  await application.close()
}

const ids = ({ host }: RunningApplication): ChainIds => ({
  genesis: host.query.genesisHash,
  ...runtime.version,
})
const at = (height: number, round = 0): Omit<Decided, 'txs'> => ({
  height,
  time: START + BigInt(height) * 1000n + BigInt(round),
  proposer: proposers[(height + round) % proposers.length] ?? new Uint8Array(20),
})
/** A transfer for each height, whose nonce is right when every block took one. */
const payment = (application: RunningApplication, height: number): Uint8Array =>
  transfer(ids(application), ann, ben.account, BigInt(height), { nonce: height - 1 })

test('replicas that start clean agree at every height, whoever proposes', async () => {
  const replicas = await Promise.all(['one', 'two', 'three'].map(start))
  for (const { player } of replicas)
    assert.deepEqual(await player.handshake(genesis, []), {
      from: 0,
      appHash: await player.initChain(genesis),
    })
  for (let height = 1; height <= 12; height++) {
    const proposing = replicas[height % replicas.length]
    assert.ok(proposing)
    const tx = payment(proposing, height)
    for (const { player } of replicas) assert.equal((await player.checkTxs([tx]))[0]?.code, 0)
    const block = await proposing.player.prepare(at(height))
    assert.equal(block.txs.length, 1)
    const hashes = new Set<string>()
    for (const { player, host } of replicas) {
      assert.equal(await player.process(block), true)
      hashes.add(bytesToHex(await player.decide(block)))
      assert.equal(host.head.number, height)
    }
    assert.deepEqual([...hashes], [proposing.host.head.hash])
  }
})

test('who has no time left proposes what is done, and the rest in the next blocks', async () => {
  const hurried = await openApplication('hurried', { patience: 0 })
  open.add(hurried)
  await hurried.player.handshake(genesis, [])
  await hurried.player.checkTxs([1, 2, 3].map(height => payment(hurried, height)))
  for (let height = 1; height <= 3; height++) {
    const block = await hurried.player.prepare(at(height))
    assert.deepEqual(block.txs.map(bytesToHex), [bytesToHex(payment(hurried, height))])
    await hurried.player.decide(block)
  }
})

test('rounds that fail leave no trace', async () => {
  const steady = await start('steady')
  const tried = await start('tried')
  for (const { player } of [steady, tried]) await player.handshake(genesis, [])
  for (let height = 1; height <= 6; height++) {
    const tx = payment(tried, height)
    for (const { player } of [steady, tried]) await player.checkTxs([tx])
    // Rounds of this node and of others, empty, full, or with what cannot be.
    await tried.player.prepare(at(height, 0))
    assert.equal(await tried.player.process({ ...at(height, 1), txs: [] }), true)
    assert.equal(await tried.player.process({ ...at(height, 2), txs: [withBadSignature(tx)] }), false)
    assert.equal(await tried.player.process({ ...at(height, 3), txs: [tx, tx] }), false)
    assert.equal(await tried.player.process({ ...at(height + 1, 3), txs: [tx] }), false)
    assert.equal(await tried.player.process({ ...at(height, 4), txs: [tx] }), true)
    const block = await steady.player.prepare(at(height, 5))
    assert.deepEqual(await tried.player.decide(block), await steady.player.decide(block))
  }
})

test('killed between any two calls, the replay leads to the same chain', async () => {
  const honest = await start('honest')
  await honest.player.handshake(genesis, [])
  const chainSoFar: Decided[] = []
  const hashes: Uint8Array[] = []
  for (let height = 1; height <= 4; height++) {
    await honest.player.checkTxs([payment(honest, height)])
    const block = await honest.player.prepare(at(height))
    chainSoFar.push(block)
    hashes.push(await honest.player.decide(block))
  }
  const calls = ['none', 'info', 'init', 'prepare', 'process', 'finalize', 'commit'] as const
  for (const last of calls) {
    const key = `killed-after-${last}`
    for (let height = 1; height <= 4; height++) {
      const block = chainSoFar[height - 1]
      assert.ok(block)
      const crashing = await start(key)
      const { player } = crashing
      // The engine had decided everything below; the application may have lost the newest of it.
      const before = await player.handshake(genesis, chainSoFar.slice(0, height - 1))
      if (height > 1) assert.deepEqual(before.appHash, hashes[height - 2])
      const until = calls.indexOf(last)
      if (until >= 1) await player.info()
      if (until >= 2 && height === 1) await player.initChain(genesis)
      if (until >= 3) await player.prepare({ ...block })
      if (until >= 4) assert.equal(await player.process(block), true)
      if (until >= 5) assert.deepEqual((await player.finalize(block)).appHash, hashes[height - 1])
      if (until >= 6) await player.commit()
      await kill(crashing)
    }
    const survivor = await start(key)
    const { from, appHash } = await survivor.player.handshake(genesis, chainSoFar)
    assert.equal(from, last === 'commit' ? 4 : 3, `killed after ${last}`)
    assert.deepEqual(appHash, hashes[3])
    await kill(survivor)
  }
})

test('an engine that comes again gets the block it had not seen committed', async () => {
  const application = await start('engine-again')
  await application.player.handshake(genesis, [])
  const block = await application.player.prepare(at(1))
  const { appHash } = await application.player.finalize(block)
  // The engine dies here and its successor replays; the application lived on.
  const { from, appHash: again } = await application.player.handshake(genesis, [block])
  assert.equal(from, 0)
  assert.deepEqual(again, appHash)
  assert.equal(application.host.head.number, 1)
})

test("transactions of peers wait for their nonce, and are offered in the pool's order", async () => {
  const { player, host, pool } = await start('peers')
  await player.handshake(genesis, [])
  const idsHere = { genesis: host.query.genesisHash, ...runtime.version }
  const txs = [2, 0, 1, 4].map(nonce => transfer(idsHere, ann, ben.account, 5n, { nonce }))
  const answers = await player.checkTxs([...txs, withBadSignature(txs[1]!), txs[0]!, new Uint8Array([9])])
  assert.deepEqual(
    answers.map(({ code }) => code),
    [0, 0, 0, 0, 1, 0, 1],
  )
  assert.equal(answers[4]?.log, 'BadProof')
  const block = await player.prepare(at(1))
  const inOrder = [txs[1], txs[2], txs[0]].map(tx => extrinsicHash(tx!))
  assert.deepEqual(block.txs.map(extrinsicHash), inOrder)
  const small = await player.prepare(at(1), [], BigInt(txs[0]!.length + 10))
  assert.deepEqual(small.txs.map(extrinsicHash), inOrder.slice(0, 1), "the engine's room is kept")
  await player.decide(block)
  assert.deepEqual([pool.size, pool.futures], [1, 1])
})

test('what a block made invalid is refused when the engine asks again, and its watcher hears of it', async () => {
  const { player, host, pool } = await start('recheck')
  await player.handshake(genesis, [])
  const idsHere = { genesis: host.query.genesisHash, ...runtime.version }
  const mine = transfer(idsHere, ann, ben.account, 5n, { nonce: 0 })
  const other = transfer(idsHere, ann, ben.account, 6n, { nonce: 0 })
  const waits = transfer(idsHere, ann, ben.account, 7n, { nonce: 1 })
  const heard: Status[] = []
  pool.watchers.watch(extrinsicHash(mine), status => heard.push(status))
  await player.checkTxs([mine, waits])
  // A peer's proposer had the other one.
  await player.decide({ ...at(1), txs: [other] })
  const again = await player.checkTxs([mine, waits], true)
  assert.deepEqual(
    again.map(({ code, log }) => [code, log]),
    [
      [1, 'Stale'],
      [0, ''],
    ],
  )
  assert.deepEqual(heard, ['ready', 'invalid'])
})

test('an engine of another chain is refused', async () => {
  const { player } = await start('strange')
  const richer = { ...chain, balances: chain.balances.slice(1) }
  const [first, ...rest] = genesis.validators
  assert.ok(first)
  for (const wrong of [
    { ...genesis, chainId: 'another' },
    { ...genesis, appState: JSON.stringify(richer) },
    { ...genesis, appState: '{}' },
    { ...genesis, appState: 'not JSON' },
    { ...genesis, validators: [...rest, new Uint8Array(32)] },
  ])
    await assert.rejects(player.initChain(wrong), AbciException)
  await player.initChain(genesis)
  await player.decide({ ...at(1), txs: [] })
  await assert.rejects(player.initChain(genesis), /begins anew/)
})

test('what we do not offer is answered, and bytes of no engine end their connection alone', async () => {
  const application = await start('hostile')
  const { player, host, socket, troubles } = application
  await player.handshake(genesis, [])
  assert.deepEqual((await player.ask({ echo: { message: 'here' } })).echo, { message: 'here' })
  assert.deepEqual((await player.askSnapshots({ listSnapshots: {} })).listSnapshots, { snapshots: [] })
  const offered = await player.askSnapshots({ offerSnapshot: { appHash: new Uint8Array() } })
  assert.equal(offered.offerSnapshot?.result, 3)
  const row = { path: '/state', data: Buffer.from('26aa394eea5630e07c48ae0c9558cef7', 'hex') }
  const query = { ...row, height: 0n, prove: false }
  assert.equal((await player.ask({ query })).query?.log, 'no such row')
  assert.equal((await player.ask({ query: { ...query, path: '/secrets' } })).query?.code, 1)
  assert.equal((await player.ask({ query: { ...query, height: 99n } })).query?.code, 1)
  await assert.rejects(player.ask({}), /without a known call/)
  await assert.rejects(player.commit(), /commit without finalize/)
  for (const bytes of [
    [0xff, 0xff, 0xff, 0xff, 0xff],
    [3, 0x12, 0x7f, 0x01],
  ]) {
    const stranger = await AbciConnection.open(socket)
    const call = stranger.send({ info: { version: '', blockVersion: 0n, p2pVersion: 0n, abciVersion: '' } })
    await call
    stranger.raw(Uint8Array.from(bytes))
    await assert.rejects(stranger.send({ flush: {} }))
  }
  assert.equal(troubles.length, 2)
  await player.decide({ ...at(1), txs: [] })
  assert.equal(host.head.number, 1)
})
