// What developers do to their own chain: blocks, time, going back, states, money, other people's names.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { composeCall, NetUid, storage, system, Tao } from '@taonet/runtime/tables'
import {
  type AccountId,
  blockTime,
  bytesToHex,
  decode,
  encode,
  hexToBytes,
  keyPairFromUri,
  storageKey,
  Trie,
} from '@taonet/wire'
import { dumpState } from '../src/developer/state-dump.ts'
import { type RunningNode, startNode } from '../src/node.ts'
import { post, RpcClient } from './rpc-client.ts'
import {
  accountKey,
  alice,
  bob,
  fastKeys,
  testGenesis,
  transfer,
  transferCall,
  withBadSignature,
} from './wallet.ts'

let node: RunningNode
let client: RpcClient
const owner = keyPairFromUri('//Owner').account
const ids = () => ({ genesis: node.genesisHash, ...node.host.query.runtime.version })
const head = () => node.host.head
const free = (who: AccountId) => system.storage.Account.get({ state: node.host.state }, who).data.free
const issuance = () => storage.Balances.TotalIssuance.get({ state: node.host.state })
const refusal = async (method: string, ...params: unknown[]) => {
  const { error } = await client.reply(method, ...params)
  assert.ok(error, `${method} is refused`)
  return error
}

before(async () => {
  // Profile `dev`: every invariant is checked after every block, those of money among them.
  node = await startNode({ profile: 'dev', genesis: testGenesis('dev'), rpcPort: 0, sealing: 'manual' })
  client = await RpcClient.connect(node.rpcPort)
  const founding = composeCall('SubtensorModule', 'register_network', { hotkey: owner })
  await client.ask('dev_submitAs', alice.account, bytesToHex(founding))
  await client.ask('dev_newBlock')
})
after(async () => {
  client.close()
  await node.stop()
})

test('blocks: one, several, up to a number, with transactions', async () => {
  assert.equal(await client.ask('dev_newBlock'), head().hash)
  const { number } = head()
  await client.ask('dev_newBlock', { count: 5 })
  assert.equal(head().number, number + 5)
  await client.ask('dev_newBlock', { to: number + 8 })
  assert.equal(head().number, number + 8)
  const sent = transfer(ids(), fastKeys[0]!, alice.account, 1_000_000n, { nonce: 0 })
  const before = free(alice.account)
  await client.ask('dev_newBlock', { transactions: [bytesToHex(sent)] })
  assert.equal(free(alice.account), before + 1_000_000n)
  for (const bad of [{ count: 1.5 }, { count: 2_000_000 }, { to: 'x' }, { transactions: 5 }, [], 'x'])
    assert.equal((await refusal('dev_newBlock', bad)).code, -32602)
  assert.equal((await refusal('dev_newBlock', { transactions: [bytesToHex(sent)] })).code, 1010)
})

test('time: forwards, and from there on', async () => {
  const later = Date.now() + 86_400_000
  assert.equal(await client.ask('dev_timeTravel', later), later)
  await client.ask('dev_newBlock')
  const time = blockTime(head().header) ?? 0n
  assert.ok(time >= BigInt(later) && time < BigInt(later + 3_600_000))
  assert.equal(await client.ask('dev_timeTravel', '2099-01-01'), Date.parse('2099-01-01'))
  await client.ask('dev_newBlock')
  assert.ok((blockTime(head().header) ?? 0n) >= BigInt(Date.parse('2099-01-01')))
  assert.match((await refusal('dev_timeTravel', 1)).message, /of that time or later/)
  assert.equal((await refusal('dev_timeTravel', 'soon')).code, -32602)
})

test('going back: state, hashes, time and pool are as they were, and everybody who listens is told', async () => {
  const heads = await client.ask('chain_subscribeNewHeads')
  const follow = await client.ask('chainHead_v1_follow', true)
  const watched = await client.ask('state_subscribeStorage', [`0x${system.storage.Number.key()}`])
  const snapshot = await client.ask('dev_snapshot')
  const { number, hash } = head()
  const money = free(bob.account)
  const spend = transfer(ids(), fastKeys[1]!, bob.account, 5_000n, { nonce: 0 })
  await client.ask('dev_newBlock', { count: 3, transactions: [bytesToHex(spend)] })
  const gone = head().hash
  assert.equal(free(bob.account), money + 5_000n)
  const waiting = await client.ask(
    'author_submitAndWatchExtrinsic',
    bytesToHex(transfer(ids(), fastKeys[1]!, bob.account, 6_000n, { nonce: 1 })),
  )
  await client.ask('dev_timeTravel', '2199-01-01')
  for (let again = 0; again < 2; again++) {
    assert.equal(await client.ask('dev_revert', snapshot), hash)
    assert.equal(await client.ask('chain_getHead'), hash)
    assert.equal(free(bob.account), money)
    assert.equal(await client.ask('chain_getHeader', gone), null)
    assert.deepEqual(await client.ask('author_pendingExtrinsics'), [])
    await client.ask('dev_newBlock')
    assert.ok((blockTime(head().header) ?? 0n) < BigInt(Date.parse('2199-01-01')), 'its time is undone, too')
    assert.equal(head().number, number + 1)
  }
  await client.heard(waiting, status => status === 'invalid')
  await client.heard(follow, event => JSON.stringify(event).includes('"stop"'))
  assert.deepEqual(
    client.told(heads).map(told => Number((told as { number: string }).number)),
    [number, number + 1, number + 2, number + 3, number, number + 1, number, number + 1],
  )
  const last = client.told(watched).at(-1) as { block: string }
  assert.equal(last.block, head().hash)
  // The transaction of the block that never was can be sent again.
  await client.ask('dev_newBlock', { transactions: [bytesToHex(spend)] })
  assert.equal(free(bob.account), money + 5_000n)
})

test('a head named by number or hash; snapshots of blocks that are gone are gone', async () => {
  const { number, hash } = head()
  await client.ask('dev_newBlock', { count: 2 })
  const late = await client.ask('dev_snapshot')
  assert.equal(await client.ask('dev_setHead', number), hash)
  assert.match((await refusal('dev_revert', late)).message, /no snapshot/)
  await client.ask('dev_newBlock')
  assert.equal(await client.ask('dev_setHead', hash), hash)
  for (const bad of [number + 1, `0x${'11'.repeat(32)}`])
    assert.equal((await refusal('dev_setHead', bad)).code, -32000)
  assert.equal((await refusal('dev_revert', '0xffff')).code, -32000)
})

test('money: added by the rules, counted as issued, for anybody, the sudo key too', async () => {
  const nobody = keyPairFromUri('//Nobody').account
  for (const [who, amount] of [
    [nobody, 123_456_789n],
    [nobody, 1n],
    [bob.account, 10n ** 15n],
    [alice.account, 77_000_000_001n],
  ] as const) {
    const [had, total] = [free(who), issuance()]
    await client.ask('dev_fund', who, String(amount))
    assert.equal(free(who), had + amount)
    assert.equal(issuance(), total + amount, 'no fee was burnt and nothing else made')
  }
  assert.match((await refusal('dev_fund', nobody, String(1n << 64n))).message, /too large/)
  for (const bad of ['-1', 1.5, '1e9', undefined])
    assert.equal((await refusal('dev_fund', nobody, bad)).code, -32602)
})

test('money for an account that spends in the same moment: what waits goes first', async () => {
  const [spender, had] = [fastKeys[2]!, free(fastKeys[2]!.account)]
  await client.ask(
    'author_submitExtrinsic',
    bytesToHex(transfer(ids(), spender, bob.account, 1_000n, { nonce: 0 })),
  )
  const total = issuance()
  await client.ask('dev_fund', spender.account, 50)
  assert.ok(free(spender.account) < had - 1_000n + 50n, 'it paid its fee')
  assert.equal(issuance(), total + 50n)
})

test('names: any signature, or none, while the account is impersonated', async () => {
  const who = keyPairFromUri('//Somebody')
  await client.ask('dev_fund', who.account, '1000000000')
  const forged = withBadSignature(transfer(ids(), who, bob.account, 9_999n, { nonce: 0 }))
  assert.deepEqual(await refusal('author_submitExtrinsic', bytesToHex(forged)), {
    code: 1010,
    message: 'Invalid Transaction',
    data: 'Transaction has a bad signature',
  })
  const had = free(bob.account)
  await client.ask('dev_impersonate', who.account)
  await client.ask('author_submitExtrinsic', bytesToHex(forged))
  assert.equal(await client.ask('dev_stopImpersonating', who.account), true)
  assert.equal(await client.ask('dev_stopImpersonating', who.account), false)
  const again = withBadSignature(transfer(ids(), who, bob.account, 1n, { nonce: 1 }))
  assert.equal((await refusal('author_submitExtrinsic', bytesToHex(again))).code, 1010)
  await client.ask('dev_newBlock')
  assert.equal(free(bob.account), had + 9_999n)
  // By call alone, twice before a block: nonces follow each other.
  for (const rao of [5n, 6n])
    await client.ask('dev_submitAs', who.account, bytesToHex(transferCall(bob.account, rao)))
  await client.ask('dev_newBlock')
  assert.equal(free(bob.account), had + 9_999n + 11n)
  assert.equal((await refusal('dev_submitAs', who.account, '0xffff')).code, -32602)
})

test('an epoch: exactly as many blocks as are left, and it has run', async () => {
  const netuid = NetUid(1)
  const { LastEpochBlock, Tempo } = storage.SubtensorModule
  for (let round = 0; round < 2; round++) {
    const state = node.host.state
    const due = Number(LastEpochBlock.get({ state }, netuid)) + Tempo.get({ state }, netuid)
    const { number } = (await client.ask('dev_nextEpoch', 1)) as { number: number }
    assert.equal(number, due)
    assert.equal(Number(LastEpochBlock.get({ state: node.host.state }, netuid)), due)
  }
  for (const none of [0, 2]) assert.match((await refusal('dev_nextEpoch', none)).message, /no epochs/)
})

test('pace: manual, instant, by interval and how fast', async () => {
  await client.ask('dev_setBlockBuildMode', 'Instant')
  const sent = await client.ask(
    'author_submitAndWatchExtrinsic',
    bytesToHex(transfer(ids(), fastKeys[4]!, alice.account, 7n, { nonce: 0 })),
  )
  await client.heard(sent, status => JSON.stringify(status).includes('finalized'))
  await client.ask('dev_setBlockTime', 2)
  const heads = await client.ask('chain_subscribeNewHeads')
  await client.ask('dev_setBlockBuildMode', 'Batch')
  const { number } = head()
  await client.heard(heads, told => Number((told as { number: string }).number) > number + 3)
  await client.ask('dev_setBlockBuildMode', 'Manual')
  const stopped = head().number
  await new Promise(resolve => setTimeout(resolve, 20))
  assert.equal(head().number, stopped)
  for (const bad of ['fast', undefined, 5])
    assert.equal((await refusal('dev_setBlockBuildMode', bad)).code, -32602)
  for (const bad of [0, -1, 'x', 10_000_000])
    assert.equal((await refusal('dev_setBlockTime', bad)).code, -32602)
})

test('a state in a file: on another chain, earlier and later, it is the same state and the chain goes on', async t => {
  const dump = String(await client.ask('dev_dumpState'))
  const { number } = head()
  const money = free(bob.account)
  const other = await startNode({ profile: 'dev', rpcPort: 0, sealing: 'manual' })
  t.after(() => other.stop())
  const there = await RpcClient.connect(other.rpcPort)
  const same = () => {
    assert.equal(other.host.head.number, number, 'rules that count in blocks go on counting')
    const { state } = other.host
    assert.equal(system.storage.Account.get({ state }, bob.account).data.free, money)
    assert.equal(storage.SubtensorModule.NetworksAdded.get({ state }, NetUid(1)), true)
    assert.deepEqual(
      [...storage.SubtensorModule.Keys.entries({ state })],
      [...storage.SubtensorModule.Keys.entries({ state: node.host.state })],
    )
  }
  await there.ask('dev_loadState', dump)
  same()
  // Every row but those of the chain itself, and nothing besides.
  const own = [system.storage.Number.prefix.slice(0, 32), storage.Timestamp.Now.prefix.slice(0, 32)]
  const rows = ({ host }: RunningNode) =>
    [...host.state.keys(storageKey(''))].flatMap(key =>
      own.some(pallet => key.startsWith(pallet)) && !key.startsWith(system.storage.Account.prefix)
        ? []
        : [[key, bytesToHex(host.state.get(key)!)]],
    )
  assert.deepEqual(rows(other), rows(node))
  assert.equal(other.host.query.genesisHash, (await there.ask('chain_getBlockHash', 0)) as string)
  // The chain goes on: signatures are over its own genesis, epochs over the loaded clock.
  await there.ask('dev_submitAs', bob.account, bytesToHex(transferCall(alice.account, 1_000n)))
  await there.ask('dev_nextEpoch', 1)
  assert.ok(system.storage.Account.get({ state: other.host.state }, bob.account).data.free < money - 999n)
  // The second time it goes back.
  await there.ask('dev_loadState', dump)
  same()
  const events = decode(
    system.storage.Events.value,
    hexToBytes(bytesToHex(other.host.state.get(system.storage.Events.key())!)),
  )
  assert.ok(events.length > 0)
  there.close()
})

test('what is no state is not loaded, and the chain is as it was', async () => {
  const { hash } = head()
  const dump = hexToBytes(String(await client.ask('dev_dumpState')))
  const { gunzipSync, gzipSync } = await import('node:zlib')
  const plain = gunzipSync(dump)
  // One rao more on an account: the root does not fit.
  const forged = Buffer.from(plain)
  forged[forged.length - 3]! ^= 1
  const version = Buffer.from(plain)
  version[4 + 1 + 3]! ^= 1
  for (const [bad, why] of [
    [Buffer.from('nonsense'), /no state to load/],
    [gzipSync(Buffer.from('nonsense')), /begins with something else/],
    [gzipSync(plain.subarray(0, plain.length - 1)), /no state to load/],
    [gzipSync(forged), /no state to load/],
    [gzipSync(version), /spec version/],
    [gzipSync(Buffer.alloc(1 << 20)), /begins with something else/],
  ] as const)
    assert.match((await refusal('dev_loadState', bytesToHex(bad))).message, why)
  // Whole, with the right root, and yet a rao that nobody issued.
  const { state } = node.host
  const account = system.storage.Account.get({ state }, bob.account)
  const richer = { ...account, data: { ...account.data, free: Tao(account.data.free + 1n) } }
  const rows = [...state.keys(storageKey(''))].map(key => [key, state.get(key)] as const)
  const wrong = Trie.empty
    .apply(rows)
    .apply([[accountKey(bob.account), encode(system.storage.Account.value, richer)]])
  const { header } = head()
  const unsound = dumpState(
    node.host.query.runtime,
    { ...head(), header: { ...header, state_root: wrong.root() } },
    wrong,
  )
  assert.match((await refusal('dev_loadState', bytesToHex(unsound))).message, /the total says/)
  assert.equal(head().hash, hash)
})

test('not for web pages, not on a public chain, and never by name only', async t => {
  const origin = 'http://page.example'
  const open = await startNode({ profile: 'local', rpcPort: 0, sealing: 'manual', corsOrigins: [origin] })
  t.after(() => open.stop())
  const page = await RpcClient.connect(open.rpcPort, { origin })
  const { methods } = (await page.ask('rpc_methods')) as { methods: string[] }
  const developers = methods.filter(name => name.startsWith('dev_'))
  assert.ok(developers.length >= 14)
  for (const name of developers) {
    assert.equal((await page.reply(name)).error?.code, -32601, name)
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: name, params: [] })
    assert.match((await post(open.rpcPort, body, { origin })).text, /-32601/)
  }
  assert.equal(open.host.head.number, 0)
  page.close()
  const live = await startNode({ profile: 'public', rpcPort: 0, sealing: 'manual' })
  t.after(() => live.stop())
  for (const name of developers)
    assert.match((await post(live.rpcPort, JSON.stringify({ id: 1, method: name }))).text, /-32601/)
})
