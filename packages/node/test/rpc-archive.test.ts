// `archive_v1_*` and the chain's own older methods: blocks and states of any age, without following the chain.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { storage, system } from '@taonet/runtime/tables'
import {
  blake2b256,
  bytesToHex,
  decode,
  encode,
  Header,
  hexToBytes,
  storageKey,
  u16,
  u64,
} from '@taonet/wire'
import { type RunningNode, startNode } from '../src/node.ts'
import { post, RpcClient } from './rpc-client.ts'
import { accountKey, alice, bob, fastKeys, testGenesis, transfer } from './wallet.ts'

let node: RunningNode
let client: RpcClient
const KEY = accountKey(fastKeys[0]!.account)
const hashes: string[] = []
const view = (number: number) => node.host.query.viewAt(number)!
const code = async (method: string, ...params: unknown[]) =>
  (await client.reply(method, ...params)).error?.code

interface Told {
  readonly event: string
  readonly [field: string]: unknown
}
/** All that a subscription says until it ends; then its events without the last, and the last. */
async function events(method: string, ...params: unknown[]): Promise<{ all: Told[]; last: Told }> {
  const id = await client.ask(method, ...params)
  await client.heard(id, told => /Done|Error/.test((told as Told).event))
  const told = client.told(id) as Told[]
  return { all: told.slice(0, -1), last: told.at(-1)! }
}

before(async () => {
  node = await startNode({ profile: 'local', genesis: testGenesis(), rpcPort: 0, sealing: 'manual', keep: 6 })
  client = await RpcClient.connect(node.rpcPort)
  const ids = { genesis: node.genesisHash, ...node.host.query.runtime.version }
  hashes.push(node.genesisHash)
  for (let nonce = 0; nonce < 9; nonce++) {
    const sent = transfer(ids, fastKeys[0]!, nonce === 8 ? bob.account : alice.account, 1_000n, { nonce })
    hashes.push(String(await client.ask('dev_newBlock', { transactions: [bytesToHex(sent)] })))
  }
})
after(async () => {
  client.close()
  await node.stop()
})

test('blocks by height and hash; what is not there is null or an empty list', async () => {
  assert.equal(await client.ask('archive_v1_genesisHash'), hashes[0])
  assert.equal(await client.ask('archive_v1_finalizedHeight'), 9)
  for (const [height, hash] of hashes.entries()) {
    assert.deepEqual(await client.ask('archive_v1_hashByHeight', height), [hash])
    const header = hexToBytes(String(await client.ask('archive_v1_header', hash)))
    assert.equal(bytesToHex(blake2b256(header)), hash)
    assert.equal(decode(Header, header).number, height)
    const { block } = (await client.ask('chain_getBlock', hash)) as { block: { extrinsics: string[] } }
    assert.deepEqual(await client.ask('archive_v1_body', hash), block.extrinsics)
  }
  assert.deepEqual(await client.ask('archive_v1_hashByHeight', 10), [])
  const nowhere = `0x${'77'.repeat(32)}`
  for (const method of ['archive_v1_header', 'archive_v1_body'])
    assert.equal(await client.ask(method, nowhere), null)
  assert.equal(await client.ask('archive_v1_call', nowhere, 'Core_version', '0x'), null)
})

test('calls: a value, or why there is none', async () => {
  const call = (number: number, name: string, data: string) =>
    client.ask('archive_v1_call', hashes[number], name, data)
  const account = fastKeys[0]!.account
  assert.deepEqual(await call(9, 'AccountNonceApi_account_nonce', account), {
    success: true,
    value: '0x09000000',
  })
  assert.deepEqual(await call(5, 'AccountNonceApi_account_nonce', account), {
    success: true,
    value: '0x05000000',
  })
  for (const [number, name, why] of [
    [9, 'Nothing_here', /Exported method Nothing_here is not found/],
    [9, 'AccountNonceApi_account_nonce', /Bad input data/],
    [1, 'Core_version', /State already discarded for 0x/],
  ] as const) {
    const refused = (await call(number, name, '0x')) as { success: boolean; error: string }
    assert.equal(refused.success, false)
    assert.match(refused.error, why)
  }
})

test('storage: values, hashes, everything below a prefix, and what changes when that does', async () => {
  const prefix = system.storage.Account.prefix
  const key = `0x${KEY}`
  for (const number of [4, 7, 9]) {
    const row = bytesToHex(view(number).get(KEY)!)
    const below = [...view(number).keys(prefix)]
    const { all, last } = await events('archive_v1_storage', hashes[number], [
      { key, type: 'value' },
      { key, type: 'hash' },
      { key: '0x00', type: 'value' },
      { key: `0x${prefix}`, type: 'descendantsValues' },
      { key: `0x${prefix}`, type: 'descendantsHashes' },
    ])
    assert.deepEqual(last, { event: 'storageDone' })
    assert.deepEqual(all, [
      { event: 'storage', key, value: row },
      { event: 'storage', key, hash: bytesToHex(blake2b256(hexToBytes(row as `0x${string}`))) },
      ...below.map(one => ({ event: 'storage', key: `0x${one}`, value: bytesToHex(view(number).get(one)!) })),
      ...below.map(one => ({
        event: 'storage',
        key: `0x${one}`,
        hash: bytesToHex(blake2b256(view(number).get(one)!)),
      })),
    ])
  }
  assert.match(
    String((await events('archive_v1_storage', hashes[1], [{ key, type: 'value' }])).last.error),
    /discarded/,
  )
  const nowhere = `0x${'77'.repeat(32)}`
  assert.equal((await events('archive_v1_storage', nowhere, [])).last.event, 'storageError')
  assert.equal(await code('archive_v1_storage', hashes[9], [{ key, type: 'colour' }]), -32602)
  assert.equal(await code('archive_v1_storage', hashes[9], [{ key, type: 'value' }], '0x00'), -32602)
  const { text } = await post(node.rpcPort, '{"id":1,"method":"archive_v1_storage","params":["0x00",[]]}')
  assert.match(text, /error/)
})

test('merkle values: the state root at the top, and below it they change with what is below', async () => {
  const merkle = async (number: number, key: string) => {
    const { all } = await events('archive_v1_storage', hashes[number], [
      { key, type: 'closestDescendantMerkleValue' },
    ])
    return all[0]?.closestDescendantMerkleValue
  }
  const { state_root } = node.host.query.header(9)!
  assert.equal(await merkle(9, '0x'), state_root)
  const accounts = `0x${system.storage.Account.prefix}`
  assert.notEqual(await merkle(9, accounts), await merkle(8, accounts))
  const steady = `0x${storage.Sudo.Key.prefix}`
  assert.equal(await merkle(9, steady), await merkle(8, steady))
  assert.equal(await merkle(9, '0xfefefe'), undefined)
  // A row that is computed, not stored: nothing of it is in the trie, and yet it has one.
  const computed = `0x${storage.SubtensorModule.TotalIssuance.prefix}`
  assert.match(String(await merkle(9, computed)), /^0x[0-9a-f]{64}$/)
  // An oracle: the subtree's top is one of the nodes on the way to a key below it, as a read proof lists them.
  const { proof } = (await client.ask('state_getReadProof', [`0x${KEY}`], hashes[9])) as { proof: string[] }
  const nodes: string[] = proof.map(one => bytesToHex(blake2b256(hexToBytes(one as `0x${string}`))))
  assert.ok(nodes.includes(String(await merkle(9, accounts))))
})

test('differences between two blocks, against every row of both', async () => {
  for (const [newer, older] of [
    [9, undefined],
    [9, 5],
  ] as const) {
    const before = view(older ?? newer - 1)
    const now = view(newer)
    const keys = [...new Set([...before.keys(storageKey('')), ...now.keys(storageKey(''))])].sort()
    const expected = keys.flatMap(key => {
      const [was, is] = [before.get(key), now.get(key)]
      if (was && is && Buffer.compare(was, is) === 0) return []
      const type = !was ? 'added' : is ? 'modified' : 'deleted'
      return [{ event: 'storageDiff', key: `0x${key}`, type, ...(is && { value: bytesToHex(is) }) }]
    })
    assert.ok(expected.length > 5)
    const previous = older === undefined ? [] : [hashes[older]]
    const { all, last } = await events('archive_v1_storageDiff', hashes[newer], null, ...previous)
    assert.deepEqual(all, expected)
    assert.deepEqual(last, { event: 'storageDiffDone' })
    const items = [{ key: `0x${KEY}`, returnType: 'hash' }]
    const { all: one } = await events('archive_v1_storageDiff', hashes[newer], items, ...previous)
    assert.deepEqual(one, [
      {
        event: 'storageDiff',
        key: `0x${KEY}`,
        type: 'modified',
        hash: bytesToHex(blake2b256(now.get(KEY)!)),
      },
    ])
  }
  assert.equal(
    (await events('archive_v1_storageDiff', hashes[5], null, hashes[6])).last.event,
    'storageDiffError',
  )
  assert.equal((await events('archive_v1_storageDiff', hashes[0], null)).last.event, 'storageDiffError')
  assert.equal(await code('archive_v1_storageDiff', hashes[9], [{ returnType: 'colour' }]), -32602)
})

test('a subscription that is stopped says no more', async () => {
  const id = await client.ask('archive_v1_storage', hashes[9], [{ key: '0x', type: 'descendantsValues' }])
  assert.equal(await client.ask('archive_v1_stopStorage', id), null)
  assert.equal(await client.ask('archive_v1_stopStorage', id), null)
  assert.equal(await client.ask('archive_v1_stopStorageDiff', 'nothing'), null)
})

test("the chain's own methods: the bytes of the runtime's answer, as a list, now and then", async () => {
  const answer = async (api: string, data: string, at?: string) => [
    ...hexToBytes(String(await client.ask('state_call', api, data, at)) as `0x${string}`),
  ]
  const netuid = bytesToHex(encode(u16, 0))
  const key = [...hexToBytes(alice.account)]
  for (const at of [undefined, hashes[5]])
    for (const [method, params, api, data] of [
      ['subnetInfo_getSubnetInfo', [0], 'SubnetInfoRuntimeApi_get_subnet_info', netuid],
      ['subnetInfo_getAllDynamicInfo', [], 'SubnetInfoRuntimeApi_get_all_dynamic_info', '0x'],
      [
        'subnetInfo_getSelectiveMetagraph',
        [0, [1, 2]],
        'SubnetInfoRuntimeApi_get_selective_metagraph',
        '0x00000801000200',
      ],
      [
        'subnetInfo_getSelectiveMechagraph',
        [0, 0, [1]],
        'SubnetInfoRuntimeApi_get_selective_mechagraph',
        '0x000000040100',
      ],
      ['neuronInfo_getNeuronLite', [0, 0], 'NeuronInfoRuntimeApi_get_neuron_lite', '0x00000000'],
      ['delegateInfo_getDelegate', [key], 'DelegateInfoRuntimeApi_get_delegate', alice.account],
      [
        'subnetInfo_getColdkeyAutoStakeHotkey',
        [alice.ss58, 0],
        'SubnetInfoRuntimeApi_get_coldkey_auto_stake_hotkey',
        `${alice.account}0000`,
      ],
      [
        'stakeInfo_getColdkeyLock',
        [alice.ss58, 0],
        'StakeInfoRuntimeApi_get_coldkey_lock',
        `${alice.account}0000`,
      ],
      [
        'swap_simSwapTaoForAlpha',
        [0, 1000],
        'SwapRuntimeApi_sim_swap_tao_for_alpha',
        `0x0000${'e803000000000000'}`,
      ],
    ] as const)
      assert.deepEqual(await client.ask(method, ...params, at ?? null), await answer(api, data, at), method)
  const cost = await answer('SubnetRegistrationRuntimeApi_get_network_registration_cost', '0x')
  assert.equal(await client.ask('subnetInfo_getLockCost'), Number(decode(u64, Uint8Array.from(cost))))
  assert.equal(typeof (await client.ask('swap_currentAlphaPrice', 0)), 'number')
  assert.equal(await client.ask('subnetInfo_getSubnetToPrune'), null)
  for (const [method, ...params] of [
    ['subnetInfo_getSubnetInfo', 70_000],
    ['subnetInfo_getSubnetInfo'],
    ['delegateInfo_getDelegate', [1, 2, 3]],
    ['delegateInfo_getDelegate', Array(32).fill(256)],
    ['subnetInfo_getSelectiveMetagraph', 0, 'x'],
    ['subnetInfo_getColdkeyAutoStakeHotkey', 'nobody', 0],
  ] as const)
    assert.equal(await code(method, ...params), -32602, method)
})
