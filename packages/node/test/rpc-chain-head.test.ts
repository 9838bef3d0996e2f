// `chainHead_v1` and `transaction_v1` (wire-interface §1.6).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bytesToHex, decode, Header, headerHash, hexToBytes } from '@taonet/wire'
import { type RunningNode, startNode } from '../src/node.ts'
import { RpcClient } from './rpc-client.ts'
import { accountKey, alice, FUNDS, fastKeys, testGenesis, transfer } from './wallet.ts'

let node: RunningNode
let client: RpcClient

interface Event {
  readonly event: string
  readonly operationId?: string
  readonly [field: string]: unknown
}
const KEY = `0x${accountKey(fastKeys[0]!.account)}`
const seal = async () => ((await client.ask('engine_createBlock', true, true)) as { hash: string }).hash
const follow = async (withRuntime = true) => {
  const id = await client.ask('chainHead_v1_follow', withRuntime)
  await client.heard(id, result => (result as Event).event === 'bestBlockChanged')
  return { id, head: node.host.head.hash }
}
const events = (id: unknown) => client.told(id) as Event[]
const of = (id: unknown, operation: unknown) =>
  events(id).filter(event => event.operationId === operation) as Event[]
const started = async (method: string, ...params: unknown[]) => {
  const reply = (await client.ask(method, ...params)) as { result: string; operationId?: string }
  assert.equal(reply.result, 'started')
  return reply.operationId
}
const finished = async (id: unknown, operation: unknown) => {
  await client.heard(id, result => {
    const { operationId, event } = result as Event
    return operationId === operation && /Done|Error|Inaccessible/.test(event)
  })
  return of(id, operation)
}

before(async () => {
  node = await startNode({ profile: 'local', genesis: testGenesis(), rpcPort: 0, sealing: 'manual' })
  client = await RpcClient.connect(node.rpcPort)
  await seal()
})
after(async () => {
  client.close()
  await node.stop()
})

test('following: initialized, then every block new before best before final', async () => {
  const { id, head } = await follow()
  const [first, best] = events(id)
  assert.deepEqual(first?.finalizedBlockHashes, [head])
  const { spec } = (first ?? { finalizedBlockRuntime: {} }).finalizedBlockRuntime as {
    spec: { specVersion: number; apis: Record<string, number> }
  }
  assert.equal(spec.specVersion, node.host.query.runtime.version.specVersion)
  assert.equal(spec.apis['0x37e397fc7c91f5e4'], 2)
  assert.deepEqual(best, { event: 'bestBlockChanged', bestBlockHash: head })
  const next = await seal()
  await client.heard(id, result => (result as Event).event === 'finalized')
  assert.deepEqual(events(id).slice(2), [
    { event: 'newBlock', blockHash: next, parentBlockHash: head, newRuntime: null },
    { event: 'bestBlockChanged', bestBlockHash: next },
    { event: 'finalized', finalizedBlockHashes: [next], prunedBlockHashes: [] },
  ])
  assert.equal(await client.ask('chainHead_v1_unfollow', id), null)
  const told = events(id).length
  await seal()
  assert.equal(events(id).length, told)
})

test('header, body, call and storage of a pinned block', async () => {
  const { id, head } = await follow()
  const header = decode(Header, hexToBytes(String(await client.ask('chainHead_v1_header', id, head))))
  assert.equal(headerHash(header), head)
  const [body] = await finished(id, await started('chainHead_v1_body', id, head))
  assert.deepEqual(body?.value, [bytesToHex(node.host.query.body(header.number)![0]!)])
  const [call] = await finished(
    id,
    await started('chainHead_v1_call', id, head, 'Metadata_metadata_versions', ''),
  )
  assert.equal(call?.output, '0x080e0000000f000000')
  const [wrong] = await finished(id, await started('chainHead_v1_call', id, head, 'No_such', '0x'))
  assert.equal(wrong?.event, 'operationError')
  const items = [
    { key: KEY, type: 'value' },
    { key: KEY, type: 'hash' },
    { key: '0x3a636f6465', type: 'hash' },
    { key: `${KEY}ff`, type: 'value' },
  ]
  const [found, done] = await finished(id, await started('chainHead_v1_storage', id, head, items, null))
  assert.deepEqual(found?.items, [
    { key: KEY, value: await client.ask('state_getStorage', KEY) },
    { key: KEY, hash: await client.ask('state_getStorageHash', KEY) },
    { key: '0x3a636f6465', hash: await client.ask('state_getStorageHash', '0x3a636f6465') },
  ])
  assert.equal(done?.event, 'operationStorageDone')
  await client.ask('chainHead_v1_unfollow', id)
})

test('descendants come completely, in order', async () => {
  const { id, head } = await follow()
  const prefix = KEY.slice(0, 66)
  const wanted = (await client.ask('state_getKeys', prefix)) as string[]
  for (const type of ['descendantsValues', 'descendantsHashes']) {
    const all = await finished(id, await started('chainHead_v1_storage', id, head, [{ key: prefix, type }]))
    const keys = all
      .flatMap(event => (event.items as { key: string }[] | undefined) ?? [])
      .map(item => item.key)
    assert.deepEqual(keys, wanted)
  }
  await client.ask('chainHead_v1_unfollow', id)
})

test('a block stays until it is unpinned, and only pinned blocks are answered for', async () => {
  const { id, head } = await follow()
  const next = await seal()
  await client.heard(id, result => (result as Event).event === 'finalized')
  assert.ok(await client.ask('chainHead_v1_header', id, head))
  assert.equal(await client.ask('chainHead_v1_unpin', id, [head]), null)
  for (const method of ['chainHead_v1_header', 'chainHead_v1_body'])
    assert.equal((await client.reply(method, id, head)).error?.code, -32801)
  assert.equal((await client.reply('chainHead_v1_unpin', id, head)).error?.code, -32801)
  assert.equal((await client.reply('chainHead_v1_unpin', id, [next, next])).error?.code, -32804)
  assert.equal(await client.ask('chainHead_v1_unpin', id, next), null)
  assert.equal((await client.reply('chainHead_v1_header', id, node.genesisHash)).error?.code, -32801)
  await client.ask('chainHead_v1_unfollow', id)
  assert.equal(await client.ask('chainHead_v1_header', id, next), null)
  assert.deepEqual(await client.ask('chainHead_v1_body', id, next), { result: 'limitReached' })
})

test('bounds: follows of a connection, operations of a follow; both free up', async () => {
  const open = [await follow(), await follow(), await follow(), await follow()]
  assert.equal((await client.reply('chainHead_v1_follow', true)).error?.code, -32800)
  const [{ id, head } = { id: '', head: '' }] = open
  // Sent in one go, so that none is finished before the last is asked for.
  const replies = await Promise.all(
    Array.from(
      { length: 80 },
      () => client.ask('chainHead_v1_body', id, head) as Promise<{ result: string }>,
    ),
  )
  assert.ok(replies.filter(reply => reply.result === 'started').length >= 16)
  const operation = await started('chainHead_v1_body', id, head)
  await finished(id, operation)
  for (const one of open) await client.ask('chainHead_v1_unfollow', one.id)
  await client.ask('chainHead_v1_unfollow', (await follow()).id)
})

test('without runtime: no runtime in the events and no calls', async () => {
  const { id, head } = await follow(false)
  assert.equal('finalizedBlockRuntime' in events(id)[0]!, false)
  assert.equal((await client.reply('chainHead_v1_call', id, head, 'Core_version', '')).error?.code, -32602)
  assert.equal(await client.ask('chainHead_v1_stopOperation', id, 'none'), null)
  assert.equal(await client.ask('chainHead_v1_continue', id, 'none'), null)
  await client.ask('chainHead_v1_unfollow', id)
})

test('a client that pins everything is stopped, not kept in memory', async () => {
  const { id } = await follow()
  for (let i = 0; i < 1024; i++) await seal()
  const last = events(id).at(-1)
  assert.deepEqual(last, { event: 'stop' })
})

test('a broadcast transaction is included; a broken one harms nothing; stop ends both', async () => {
  const ids = { genesis: node.genesisHash, ...node.host.query.runtime.version }
  const good = transfer(ids, fastKeys[0]!, alice.account, 5n, { nonce: 0 })
  const first = await client.ask('transaction_v1_broadcast', bytesToHex(good))
  const second = await client.ask('transaction_v1_broadcast', '0x0102')
  assert.ok(typeof first === 'string' && typeof second === 'string' && first !== second)
  await seal()
  assert.deepEqual(node.host.query.body(node.host.head.number)?.[1], good)
  assert.equal(await client.ask('transaction_v1_stop', first), null)
  assert.equal(await client.ask('transaction_v1_stop', second), null)
  assert.equal((await client.reply('transaction_v1_stop', first)).error?.code, -32602)
})

test('a broadcast transaction that only time keeps out is tried again, until it is in', async () => {
  const ids = { genesis: node.genesisHash, ...node.host.query.runtime.version }
  const poor = fastKeys[5]!
  const all = FUNDS - 1_000_000n
  const nonce = async () => client.ask('system_accountNextIndex', poor.ss58)
  // Each alone is affordable; the second is not after the first: the block refuses it, and it is banned for a while.
  const [first, second] = [all / 2n, all].map((tip, at) =>
    bytesToHex(transfer(ids, poor, alice.account, 1n, { nonce: at, tip })),
  )
  await client.ask('author_submitExtrinsic', first)
  await client.ask('author_submitExtrinsic', second)
  await seal()
  assert.equal((await client.reply('author_submitExtrinsic', second)).error?.code, 1012)
  const id = await client.ask('transaction_v1_broadcast', second)
  await client.ask('dev_fund', poor.account, String(FUNDS))
  assert.equal(await nonce(), 1)
  await client.ask('dev_newBlock', { count: 100 })
  assert.equal(await nonce(), 2)
  assert.equal(await client.ask('transaction_v1_stop', id), null)
})
