// What clients read: chain, state, system, chainSpec (wire-interface §1, traps 1–3, 5, 11–13).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { blake2b256, bytesToHex, compact, decode, encode, Header, hexToBytes, str, u32 } from '@taonet/wire'
import { validateProofs } from '../../../peers/node_modules/@polkadot-api/substrate-bindings/dist/index.js'
import { type RunningNode, startNode } from '../src/node.ts'
import { post, RpcClient } from './rpc-client.ts'
import { accountKey, alice, FUNDS, fastKeys, testGenesis, transfer } from './wallet.ts'

let node: RunningNode
let client: RpcClient
const KEY = `0x${accountKey(fastKeys[0]!.account)}`

interface JsonHeader {
  readonly parentHash: string
  readonly number: string
  readonly stateRoot: string
  readonly extrinsicsRoot: string
  readonly digest: { readonly logs: readonly string[] }
}
const header = async (...at: unknown[]) => (await client.ask('chain_getHeader', ...at)) as JsonHeader
const seal = async () => ((await client.ask('engine_createBlock', true, true)) as { hash: string }).hash
const code = async (method: string, ...params: unknown[]) => (await client.reply(method, ...params)).error

before(async () => {
  node = await startNode({ profile: 'local', genesis: testGenesis(), rpcPort: 0, sealing: 'manual', keep: 8 })
  client = await RpcClient.connect(node.rpcPort)
  await seal()
  await seal()
})
after(async () => {
  client.close()
  await node.stop()
})

test('rpc_methods lists exactly what is served, aliases included', async () => {
  const { methods } = (await client.ask('rpc_methods')) as { methods: string[] }
  for (const name of [
    'account_nextIndex',
    'state_getStorageAt',
    'chain_getHead',
    'state_call',
    'engine_createBlock',
  ])
    assert.ok(methods.includes(name), name)
  // Without parameters all of them refuse or read, but for the one that would seal a block.
  for (const name of methods.filter(name => name !== 'dev_newBlock'))
    assert.notEqual((await client.reply(name)).error?.code, -32601, name)
  assert.deepEqual(methods, [...new Set(methods)].sort())
})

test('developer methods do not exist on a public chain', async () => {
  const real = await startNode({ profile: 'public', rpcPort: 0, sealing: 'manual' })
  const { text } = await post(real.rpcPort, '{"id":1,"method":"rpc_methods"}')
  assert.doesNotMatch(text, /engine_|dev_/)
  assert.match(
    (await post(real.rpcPort, '{"id":1,"method":"engine_createBlock","params":[true,true]}')).text,
    /-32601/,
  )
  await real.stop()
})

test('the start of a Python client: head, header, runtime at the parent, metadata', async () => {
  const head = await client.ask('chain_getHead')
  const { parentHash, number } = await header(head)
  assert.equal(number, '0x2')
  const version = (await client.ask('state_getRuntimeVersion', parentHash)) as Record<string, unknown>
  const legacy = (await client.ask('state_getMetadata', parentHash)) as string
  assert.match(legacy, /^0x6d6574610e/)
  // Data without 0x, as that client sends it.
  const latest = (await client.ask(
    'state_call',
    'Metadata_metadata_at_version',
    '0f000000',
    parentHash,
  )) as string
  assert.match(latest, /^0x01[0-9a-f]{2,8}6d6574610f/)
  assert.equal(await client.ask('state_call', 'Metadata_metadata_at_version', '0x63000000'), '0x00')
  for (const field of ['specVersion', 'transactionVersion', 'stateVersion', 'systemVersion', 'implVersion'])
    assert.ok(Number.isInteger(version[field]), field)
  const encoded = hexToBytes(String(await client.ask('state_call', 'Core_version', '')))
  assert.ok(bytesToHex(encoded).includes(bytesToHex(encode(u32, Number(version.specVersion))).slice(2)))
  assert.deepEqual(decode(str, encoded.slice(0, 1 + Number(encoded[0]! >> 2))), version.specName)
})

test('block 0 has a header and a state, and its parent is all zero', async () => {
  const genesis = await client.ask('chain_getBlockHash', 0)
  assert.equal(genesis, node.genesisHash)
  assert.equal((await header(genesis)).parentHash, `0x${'0'.repeat(64)}`)
  assert.ok(await client.ask('state_getStorage', KEY, genesis))
  assert.equal(await client.ask('chainSpec_v1_genesisHash'), genesis)
})

test('the hash of a block is blake2-256 of its SCALE header', async () => {
  const hash = await client.ask('chain_getBlockHash', '0x1')
  const json = await header(hash)
  const logs = json.digest.logs.map(log => hexToBytes(log))
  const scale = Buffer.concat([
    hexToBytes(json.parentHash),
    encode(compact(u32), Number(json.number)),
    hexToBytes(json.stateRoot),
    hexToBytes(json.extrinsicsRoot),
    encode(compact(u32), logs.length),
    ...logs,
  ])
  assert.equal(bytesToHex(blake2b256(scale)), hash)
  assert.equal(decode(Header, scale).number, 1)
})

test('hashes by number: one, several, none; and null means the newest', async () => {
  const [h0, h1, h2] = await Promise.all([0, 1, 2].map(n => client.ask('chain_getBlockHash', n)))
  assert.deepEqual(await client.ask('chain_getBlockHash', [0, '0x1', '2', 99]), [h0, h1, h2, null])
  assert.equal(await client.ask('chain_getBlockHash', 99), null)
  for (const method of [
    'chain_getBlockHash',
    'chain_getHead',
    'chain_getFinalizedHead',
    'chain_getFinalisedHead',
  ])
    assert.equal(await client.ask(method, null), h2)
  assert.deepEqual(await client.ask('chain_getHeader', null), await client.ask('chain_getHeader', h2))
  assert.equal(
    await client.ask('state_getStorageAt', KEY, null),
    await client.ask('state_getStorage', KEY, h2),
  )
})

test('unknown blocks: null where readers ask, an error that Python clients know where state is read', async () => {
  const unknown = `0x${'ab'.repeat(32)}`
  assert.equal(await client.ask('chain_getHeader', unknown), null)
  assert.equal(await client.ask('chain_getBlock', unknown), null)
  assert.equal((await code('state_getStorage', KEY, unknown))?.code, 4003)
  while (node.host.head.number < 12) await seal()
  const old = await client.ask('chain_getBlockHash', 1)
  assert.ok(await client.ask('chain_getBlock', old), 'blocks are kept for ever')
  assert.equal(
    (await code('state_getStorage', KEY, old))?.message,
    `Client error: Api called for an unknown Block: State already discarded for ${old}`,
  )
  assert.equal(
    (await code('state_call', 'Nothing_here', '0x'))?.message,
    'Client error: Execution failed: Other: Exported method Nothing_here is not found',
  )
  assert.match(
    String((await code('state_call', 'Metadata_metadata_at_version', '0x0f'))?.message),
    /Execution failed/,
  )
})

test('storage: value, hash, size, several, pages of keys', async () => {
  const value = String(await client.ask('state_getStorage', KEY))
  assert.equal(hexToBytes(value).length, 56)
  assert.equal(await client.ask('state_getStorage', KEY.slice(2)), value, 'without 0x')
  assert.equal(await client.ask('state_getStorage', KEY.toUpperCase().replace('0X', '0x')), value)
  assert.equal(await client.ask('state_getStorageHash', KEY), bytesToHex(blake2b256(hexToBytes(value))))
  assert.equal(await client.ask('state_getStorageSize', KEY), 56)
  const absent = `${KEY}ff`
  assert.equal(await client.ask('state_getStorage', absent), null)
  assert.equal(await client.ask('state_getStorageHash', absent), null)
  const head = await client.ask('chain_getHead')
  assert.deepEqual(await client.ask('state_queryStorageAt', [absent, KEY], null), [
    {
      block: head,
      changes: [
        [absent, null],
        [KEY, value],
      ],
    },
  ])
  const prefix = KEY.slice(0, 66)
  const all = (await client.ask('state_getKeys', prefix)) as string[]
  assert.deepEqual(all, all.toSorted())
  assert.ok(all.length >= 22 && all.includes(KEY))
  const paged: string[] = []
  // Python clients begin with the prefix itself as start key.
  for (let after = prefix; ; ) {
    const page = (await client.ask('state_getKeysPaged', prefix, 5, after, head)) as string[]
    paged.push(...page)
    if (page.length < 5) break
    after = page.at(-1)!
  }
  assert.deepEqual(paged, all)
  assert.deepEqual(await client.ask('state_getKeysPaged', prefix, 0), [])
})

test(':code has no value but a hash that stands for the metadata', async () => {
  const hash = await client.ask('state_getStorageHash', '0x3a636f6465')
  assert.match(String(hash), /^0x[0-9a-f]{64}$/)
  assert.equal(await client.ask('state_getStorage', '0x3a636f6465'), null)
})

test('a read proof convinces a stranger, also of absence', async () => {
  const at = await client.ask('chain_getHead')
  const { stateRoot } = await header(at)
  const { proof } = (await client.ask('state_getReadProof', [KEY, `${KEY}ff`], at)) as {
    proof: `0x${string}`[]
  }
  assert.equal(validateProofs(proof)?.rootHash, stateRoot)
  const value = String(await client.ask('state_getStorage', KEY, at)).slice(2)
  assert.ok(
    proof.some(part => part.includes(value)),
    'the value itself is in it',
  )
  const cut = validateProofs(proof.slice(1))
  assert.notEqual(cut?.rootHash, stateRoot)
})

test('subscriptions to storage: all keys at once, then what changed', async () => {
  const number = '0x26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac'
  // More rows than are read in one go.
  const absent = Array.from({ length: 40 }, (_, i) => `${KEY}${i.toString(16).padStart(2, '0')}`)
  const id = await client.ask('state_subscribeStorage', [...absent, KEY, number])
  const first = (await client.heard(id, () => true)) as { changes: [string, string][] }
  assert.deepEqual(
    first.changes.map(([key]) => key),
    [...absent, KEY, number],
  )
  const hash = await seal()
  const next = (await client.heard(
    id,
    result => (result as { block: string }).block === hash,
  )) as typeof first
  assert.deepEqual(
    next.changes.map(([key]) => key),
    [number],
    'only what changed',
  )
  assert.equal(await client.ask('state_unsubscribeStorage', id), true)
  assert.equal(await client.ask('state_unsubscribeStorage', id), false)
  const told = client.told(id).length
  await seal()
  assert.equal(client.told(id).length, told)
})

test('subscriptions to heads: the newest at once, then every block; notifications carry no id', async () => {
  const kinds = [
    ['chain_subscribeNewHeads', 'chain_newHead', 'chain_unsubscribeNewHeads'],
    ['subscribe_newHead', 'chain_newHead', 'chain_unsubscribeNewHead'],
    ['chain_subscribeFinalizedHeads', 'chain_finalizedHead', 'chain_unsubscribeFinalizedHeads'],
    ['chain_subscribeAllHeads', 'chain_allHead', 'chain_unsubscribeAllHeads'],
  ] as const
  for (const [subscribe, event, unsubscribe] of kinds) {
    const id = await client.ask(subscribe)
    const now = node.host.head.number
    await seal()
    await client.heard(id, result => (result as JsonHeader).number === `0x${(now + 1).toString(16)}`)
    assert.deepEqual(
      client.told(id).map(result => Number((result as JsonHeader).number)),
      [now, now + 1],
    )
    const raw = client.messages.find(message => 'params' in message && message.params.subscription === id)
    assert.ok(raw && 'method' in raw && raw.method === event && !('id' in raw))
    assert.equal(await client.ask(unsubscribe, id), true)
  }
})

test('the runtime version is pushed at once', async () => {
  for (const name of ['state_subscribeRuntimeVersion', 'chain_subscribeRuntimeVersion']) {
    const id = await client.ask(name)
    assert.deepEqual(await client.heard(id, () => true), await client.ask('chain_getRuntimeVersion'))
  }
})

test('who the node is', async () => {
  assert.deepEqual(await client.ask('system_properties'), {
    isEthereum: false,
    ss58Format: 42,
    tokenDecimals: 9,
    tokenSymbol: 'TAO',
  })
  assert.deepEqual(await client.ask('system_health'), { peers: 0, isSyncing: false, shouldHavePeers: false })
  assert.equal(await client.ask('system_chain'), await client.ask('chainSpec_v1_chainName'))
})

test('what a transaction would cost, whatever its signature', async () => {
  const ids = { genesis: node.genesisHash, ...node.host.query.runtime.version }
  const signed = transfer(ids, fastKeys[0]!, alice.account, 5n, { nonce: 77 })
  signed.fill(0, 40, 90)
  const info = (await client.ask('payment_queryInfo', bytesToHex(signed))) as {
    weight: { ref_time: number }
    class: string
    partialFee: string
  }
  const details = (await client.ask('payment_queryFeeDetails', bytesToHex(signed))) as {
    inclusionFee: { baseFee: string; lenFee: string; adjustedWeightFee: string }
  }
  assert.equal(info.class, 'normal')
  // wire-interface §2.2: 1 rao for each byte, 0.0005 for each unit of ref_time.
  assert.equal(Number(details.inclusionFee.lenFee), signed.length)
  assert.equal(Number(details.inclusionFee.adjustedWeightFee), Math.floor(info.weight.ref_time * 0.0005))
  const parts = Object.values(details.inclusionFee).reduce((sum, part) => sum + BigInt(part), 0n)
  assert.equal(BigInt(info.partialFee), parts)
  assert.ok(FUNDS > parts)
})
