// The past: any block of an archive, the last ones of a node that discards, and proofs that hold against headers.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { storage, system } from '@taonet/runtime/tables'
import { blake2b256, bytesToHex, decode, encode, Header, type Hex, hexToBytes, u32 } from '@taonet/wire'
import { validateProofs } from '../../../peers/node_modules/@polkadot-api/substrate-bindings/dist/index.js'
import { type RunningNode, startNode } from '../src/node.ts'
import { RpcClient } from './rpc-client.ts'
import { accountKey, alice, bob, fastKeys, testGenesis, transfer } from './wallet.ts'

const BACK = 1000
const dir = mkdtempSync(join(tmpdir(), 'taonet-history-'))
const spender = fastKeys[0]!
let node: RunningNode
let client: RpcClient

const CALLS: readonly (readonly [name: string, data: string])[] = [
  ['AccountNonceApi_account_nonce', spender.account],
  ['SubnetInfoRuntimeApi_get_all_dynamic_info', '0x'],
  ['SubnetInfoRuntimeApi_get_subnet_hyperparams_v2', '0x0000'],
  ['SubnetRegistrationRuntimeApi_get_network_registration_cost', '0x'],
  ['NeuronInfoRuntimeApi_get_neurons_lite', '0x0100'],
  ['SubnetInfoRuntimeApi_get_metagraph', '0x0100'],
]
const ROWS = [accountKey(spender.account), accountKey(bob.account), storage.Balances.TotalIssuance.key()].map(
  key => `0x${key}`,
)

/** All that a client can ask about a block, at a hash or at the head. */
async function everything(at: string | null) {
  const calls = []
  for (const [name, data] of CALLS) calls.push(await client.ask('state_call', name, data, at))
  return {
    calls,
    rows: await client.ask('state_queryStorageAt', ROWS, at),
    keys: await client.ask('state_getKeysPaged', `0x${system.storage.Account.prefix}`, 100, null, at),
    views: await client.ask('state_getStorage', `0x${storage.SubtensorModule.TotalIssuance.key()}`, at),
    proof: await client.ask('state_getReadProof', ROWS, at),
    block: await client.ask('chain_getBlock', at),
  }
}
let sent = 0
const spend = () => {
  const ids = { genesis: node.genesisHash, ...node.host.query.runtime.version }
  return bytesToHex(transfer(ids, spender, bob.account, BigInt(1000 + sent), { nonce: sent++ }))
}

before(async () => {
  node = await startNode({
    ...{ profile: 'local', genesis: testGenesis(), dataDir: dir, rpcPort: 0, sealing: 'manual' },
  })
  client = await RpcClient.connect(node.rpcPort)
})
after(async () => {
  client.close()
  await node.stop()
  rmSync(dir, { recursive: true })
})

test('a thousand blocks later every answer about a block is what it was when the block was new', async () => {
  const founding = `0x073b${alice.account.slice(2)}`
  await client.ask('dev_submitAs', alice.account, founding)
  await client.ask('dev_newBlock', { transactions: [spend()] })
  assert.ok(
    node.host.query.runtime.eventsAt(node.host.state).some(({ event }) => event.name === 'NetworkAdded'),
  )
  const hash = node.host.head.hash
  const when = await everything(null)
  assert.deepEqual(await everything(hash), when, 'by its hash the same as the newest')
  await client.ask('dev_newBlock', { transactions: [spend(), spend()] })
  await client.ask('dev_newBlock', { count: BACK - 2 })
  await client.ask('dev_newBlock', { transactions: [spend()] })
  assert.equal(await client.ask('chain_getBlockHash', node.host.head.number - BACK), hash)
  assert.deepEqual(await everything(hash), when)
  const now = await everything(null)
  for (const what of ['rows', 'proof', 'block'] as const) assert.notDeepEqual(now[what], when[what])
  assert.notDeepEqual(now.calls, when.calls)
})

test('what calls say is what the headers prove, now and a thousand blocks ago', async () => {
  for (const number of [node.host.head.number, node.host.head.number - BACK, 1, 0]) {
    const hash = String(await client.ask('chain_getBlockHash', number))
    const header = hexToBytes(String(await client.ask('archive_v1_header', hash)) as Hex)
    assert.equal(bytesToHex(blake2b256(header)), hash)
    const { state_root } = decode(Header, header)
    const { at, proof } = (await client.ask('state_getReadProof', ROWS, hash)) as {
      at: string
      proof: string[]
    }
    assert.equal(at, hash)
    // Somebody else's verifier, told nothing but the header's root. The row itself is one of the proof's parts.
    assert.equal(validateProofs(proof)?.rootHash, state_root)
    const row = String(await client.ask('state_getStorage', ROWS[0], hash)) as Hex
    assert.ok(proof.includes(row))
    const account = decode(system.storage.Account.value, hexToBytes(row))
    const nonce = await client.ask('state_call', CALLS[0]![0], CALLS[0]![1], hash)
    assert.equal(nonce, bytesToHex(encode(u32, account.nonce)))
  }
})

test('a node that keeps only the last states says which it has discarded, by code and text', async t => {
  const few = await startNode({
    ...{ profile: 'local', genesis: testGenesis(), rpcPort: 0, sealing: 'manual', keep: 5 },
  })
  t.after(() => few.stop())
  const there = await RpcClient.connect(few.rpcPort)
  await there.ask('dev_newBlock', { count: 20 })
  const hashOf = async (number: number) => String(await there.ask('chain_getBlockHash', number))
  const [gone, kept, nowhere] = [await hashOf(15), await hashOf(16), `0x${'11'.repeat(32)}`]
  const extrinsic = bytesToHex(
    transfer({ genesis: few.genesisHash, ...few.host.query.runtime.version }, spender, bob.account, 1n, {
      nonce: 0,
    }),
  )
  for (const [method, ...params] of [
    ['state_getStorage', ROWS[0]],
    ['state_getStorageAt', ROWS[0]],
    ['state_getStorageHash', ROWS[0]],
    ['state_getStorageSize', ROWS[0]],
    ['state_getKeys', ROWS[0]],
    ['state_getKeysPaged', ROWS[0], 10, null],
    ['state_queryStorageAt', ROWS],
    ['state_getReadProof', ROWS],
    ['state_call', ...CALLS[1]!],
    ['payment_queryInfo', extrinsic],
    ['payment_queryFeeDetails', extrinsic],
    ['swap_currentAlphaPrice', 0],
  ] as const) {
    assert.deepEqual((await there.reply(method, ...params, gone)).error, {
      code: 4003,
      message: `Client error: Api called for an unknown Block: State already discarded for ${gone}`,
    })
    assert.equal((await there.reply(method, ...params, kept)).error, undefined, method)
    assert.deepEqual((await there.reply(method, ...params, nowhere)).error, {
      code: 4003,
      message: `Client error: UnknownBlock: Header was not found in the database: ${nowhere}`,
    })
  }
  // Blocks themselves are never discarded.
  assert.notEqual(await there.ask('chain_getBlock', gone), null)
  assert.notEqual(await there.ask('chain_getHeader', await hashOf(0)), null)
  there.close()
})
