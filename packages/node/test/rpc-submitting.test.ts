// Submitting and watching transactions (wire-interface §1.5, traps 8, 9, 11).
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { composeCall } from '@taonet/runtime/tables'
import { bytesToHex, eraBirth, extrinsicHash, type KeyPair, mortalEra, ss58Encode } from '@taonet/wire'
import { type RunningNode, startNode } from '../src/node.ts'
import { RpcClient } from './rpc-client.ts'
import {
  alice,
  bare,
  type ChainIds,
  FUNDS,
  fastKeys,
  sign,
  testGenesis,
  transfer,
  transferCall,
  withBadSignature,
} from './wallet.ts'

let node: RunningNode
let client: RpcClient
let ids: ChainIds
let from: KeyPair
let used = 0

const seal = async () => ((await client.ask('engine_createBlock', true, true)) as { hash: string }).hash
const pay = (nonce: number, tip = 0n) => transfer(ids, from, alice.account, 1000n, { nonce, tip })
const refusal = async (extrinsic: Uint8Array) => {
  const { error } = await client.reply('author_submitExtrinsic', bytesToHex(extrinsic))
  return error && [error.code, error.message, error.data]
}

before(async () => {
  node = await startNode({ profile: 'local', genesis: testGenesis(), rpcPort: 0, sealing: 'manual' })
  client = await RpcClient.connect(node.rpcPort)
  ids = { genesis: node.genesisHash, ...node.host.query.runtime.version }
  await seal()
})
beforeEach(() => {
  from = fastKeys[used++]!
})
after(async () => {
  client.close()
  await node.stop()
})

test('submitted, found in a block under its hash, counted in the nonce', async () => {
  const who = ss58Encode(from.account)
  const extrinsic = pay(0)
  assert.equal(await client.ask('account_nextIndex', who), 0)
  const hash = await client.ask('author_submitExtrinsic', bytesToHex(extrinsic).slice(2))
  assert.equal(hash, extrinsicHash(extrinsic))
  assert.equal(await client.ask('account_nextIndex', who), 1, 'counts the pool')
  assert.deepEqual(await client.ask('author_pendingExtrinsics'), [bytesToHex(extrinsic)])
  const block = await seal()
  const { block: body } = (await client.ask('chain_getBlock', block)) as { block: { extrinsics: string[] } }
  assert.equal(body.extrinsics[1], bytesToHex(extrinsic))
  assert.deepEqual(await client.ask('author_pendingExtrinsics'), [])
  assert.equal(await client.ask('system_accountNextIndex', who), 1)
})

test('watched to finality, never retracted, never dropped', async () => {
  const second = await client.ask('author_submitAndWatchExtrinsic', bytesToHex(pay(1)))
  const first = await client.ask('author_submitAndWatchExtrinsic', bytesToHex(pay(0)))
  const block = await seal()
  for (const id of [first, second])
    await client.heard(id, result => JSON.stringify(result).includes('finalized'))
  assert.deepEqual(client.told(first), ['ready', { inBlock: block }, { finalized: block }])
  assert.deepEqual(client.told(second), ['future', 'ready', { inBlock: block }, { finalized: block }])
})

test('of more than 8 MB that wait nobody is told, and large ones are taken and included', async () => {
  const remark = composeCall('System', 'remark', { remark: new Uint8Array(4_300_000) })
  const large = [0, 1].map(nonce => bytesToHex(sign(ids, alice, remark, { nonce })))
  const [first = ''] = large
  assert.equal(typeof (await client.ask('author_submitExtrinsic', first)), 'string')
  assert.deepEqual(await client.ask('author_pendingExtrinsics'), [first])
  for (const one of large.slice(1)) await client.ask('author_submitExtrinsic', one)
  assert.equal((await client.reply('author_pendingExtrinsics')).error?.code, -32008)
  // A block has room for one of them.
  await seal()
  assert.deepEqual(await client.ask('author_pendingExtrinsics'), large.slice(1))
  await seal()
  assert.deepEqual(await client.ask('author_pendingExtrinsics'), [])
})

test('unwatching ends the news', async () => {
  const id = await client.ask('author_submitAndWatchExtrinsic', bytesToHex(pay(0)))
  assert.equal(await client.ask('author_unwatchExtrinsic', id), true)
  await seal()
  assert.deepEqual(client.told(id), ['ready'])
})

test('a higher tip usurps, an equal one is too low', async () => {
  const id = await client.ask('author_submitAndWatchExtrinsic', bytesToHex(pay(0, 5n)))
  const call = transferCall(alice.account, 2n)
  const equal = await refusal(sign(ids, from, call, { nonce: 0, tip: 5n }))
  assert.deepEqual(equal?.slice(0, 2), [1014, 'Priority is too low: (5 vs 5)'])
  const winner = sign(ids, from, call, { nonce: 0, tip: 6n })
  await client.ask('author_submitExtrinsic', bytesToHex(winner))
  assert.deepEqual(await client.heard(id, result => typeof result === 'object'), {
    usurped: extrinsicHash(winner),
  })
  await seal()
})

test('refusals have the codes and texts that wallets parse', async () => {
  assert.deepEqual(await refusal(withBadSignature(pay(0))), [
    1010,
    'Invalid Transaction',
    'Transaction has a bad signature',
  ])
  assert.deepEqual(await refusal(pay(0, FUNDS * 2n)), [
    1010,
    'Invalid Transaction',
    'Inability to pay some fees (e.g. account balance too low)',
  ])
  const extrinsic = pay(0)
  await client.ask('author_submitExtrinsic', bytesToHex(extrinsic))
  assert.deepEqual(await refusal(extrinsic), [1013, 'Transaction Already Imported', extrinsicHash(extrinsic)])
  await seal()
  assert.deepEqual(await refusal(extrinsic), [1010, 'Invalid Transaction', 'Transaction is outdated'])
  const unexpected = [1010, 'Invalid Transaction', 'Transaction call is not expected']
  assert.deepEqual(await refusal(sign(ids, from, new Uint8Array([250, 0]), { nonce: 1 })), unexpected)
  assert.deepEqual(await refusal(bare(transferCall(alice.account, 1n))), unexpected)
  for (const bytes of [
    new Uint8Array(),
    new Uint8Array([0]),
    pay(1).slice(0, 50),
    new Uint8Array(300).fill(255),
  ])
    assert.deepEqual(await refusal(bytes), unexpected)
  assert.deepEqual(await refusal(new Uint8Array(8_000_000)), [
    1010,
    'Invalid Transaction',
    'Transaction would exhaust the block limits',
  ])
  // Nothing above harmed the pool or the chain.
  await client.ask('author_submitExtrinsic', bytesToHex(pay(1)))
  assert.equal(((await client.ask('author_pendingExtrinsics')) as unknown[]).length, 1)
  await seal()
})

test('the same bytes at the same time enter once', async () => {
  const hex = bytesToHex(pay(0))
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => client.reply('author_submitExtrinsic', hex)),
  )
  assert.equal(replies.filter(reply => reply.result !== undefined).length, 1)
  assert.ok(replies.every(reply => reply.error === undefined || reply.error.code === 1013))
  await seal()
})

test('what waits for an earlier nonce expires with its era', async () => {
  // As clients do: born with the newest block they know.
  const { number, hash: birth } = node.host.head
  const era = mortalEra(number, 4)
  assert.equal(eraBirth(era, number), number)
  const extrinsic = transfer(ids, from, alice.account, 1n, { nonce: 1, era, birth })
  const id = await client.ask('author_submitAndWatchExtrinsic', bytesToHex(extrinsic))
  for (let i = 0; i < 4; i++) await seal()
  assert.deepEqual(client.told(id), ['future', 'invalid'])
})

test('what a block refuses is reported invalid, and what follows it waits', async () => {
  // Each alone is affordable; the second is not after the first.
  const all = FUNDS - 1_000_000n
  const spends = (nonce: number, tip: bigint) => transfer(ids, from, alice.account, 1n, { nonce, tip })
  const first = await client.ask('author_submitAndWatchExtrinsic', bytesToHex(spends(0, all / 2n)))
  const second = await client.ask('author_submitAndWatchExtrinsic', bytesToHex(spends(1, all)))
  const third = await client.ask('author_submitAndWatchExtrinsic', bytesToHex(spends(2, 0n)))
  await seal()
  await client.heard(third, result => result === 'future')
  assert.ok(JSON.stringify(client.told(first)).includes('finalized'))
  assert.deepEqual(client.told(second), ['ready', 'invalid'])
  assert.deepEqual(client.told(third), ['ready', 'future'])
  const again = await refusal(spends(1, all))
  assert.equal(again?.[0], 1012)
})

test('engine_createBlock refuses to build nothing unasked, or elsewhere than on the newest block', async () => {
  assert.equal((await client.reply('engine_createBlock', false, true)).error?.code, 12_000)
  assert.equal((await client.reply('engine_createBlock', true, true, node.genesisHash)).error?.code, 13_000)
  const hash = await seal()
  assert.equal(await client.ask('engine_finalizeBlock', hash), true)
  assert.equal((await client.reply('engine_finalizeBlock', `0x${'00'.repeat(32)}`)).error?.code, 16_000)
})
