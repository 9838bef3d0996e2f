// A sealed evaluation on a real chain: the hotkey's row shows the hash and its block; a serving miner's row is left alone.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Client, connect } from '@taonet/client'
import { loadHotkey } from '@taonet/client/wallet-files'
import { type RunningNode, startNode } from '@taonet/node'
import { composeCall, NetUid, storage } from '@taonet/runtime/tables'
import { bytesToHex, hash32, isNetError, keyPairFromUri, publishedFields, ready } from '@taonet/wire'
import { publishSeal } from '../src/join/publish-seal.ts'
import { taonet } from './network.ts'

const HASH = 'ab'.repeat(32)
const home = mkdtempSync(join(tmpdir(), 'taonet-seal-'))
const wallets = join(home, 'wallets')
let node: RunningNode
let client: Client

before(async () => {
  await ready()
  const quiet = { info() {}, warn() {}, error() {} }
  node = await startNode({ profile: 'dev', rpcPort: 0, sealing: 'interval', blockTime: 200, log: quiet })
  client = await connect(`ws://127.0.0.1:${node.rpcPort}`)
  for (const name of ['owner', 'stranger']) {
    const made = await taonet(['wallet', 'new', name, '--no-password', '--wallet-path', wallets, '--json'])
    assert.equal(made.code, 0, made.stderr)
  }
})
after(async () => {
  client?.close()
  await node?.stop()
  rmSync(home, { recursive: true, force: true })
})

const signer = (wallet: string, netuid: number) => ({
  chainUrl: `ws://127.0.0.1:${node.rpcPort}`,
  netuid,
  wallet,
  hotkey: 'default',
  walletPath: wallets,
})

test('who has a seat publishes the hash before training; who serves there, or has none, is refused with a hint', async () => {
  const hotkey = loadHotkey(wallets, 'owner', 'default')
  // The owner of a new subnet has its first seat.
  const register = composeCall('SubtensorModule', 'register_network', { hotkey: hotkey.account })
  const made = await client.submit(keyPairFromUri('//Alice'), register)
  assert.equal(made.success, true, made.error?.name)
  const seats = await client.entries(storage.SubtensorModule.Keys)
  const netuid = Number(seats.find(([, key]) => key === hotkey.account)?.[0][0])

  const block = await publishSeal(signer('owner', netuid), HASH)
  const at = client.at((await client.blockHash(block)) ?? client.chain.genesis)
  const row = await at.get(storage.Commitments.CommitmentOf, NetUid(netuid), hotkey.account)
  assert.deepEqual(
    row?.info.fields.map(({ type, value }) => [type, value instanceof Uint8Array && bytesToHex(value)]),
    [['Sha256', `0x${HASH}`]],
  )
  // A later seal replaces the earlier one: the row holds the newest, the chain's history all.
  assert.ok((await publishSeal(signer('owner', netuid), 'cd'.repeat(32))) > block)

  const refused = (code: string) => (thrown: unknown) =>
    isNetError(thrown) && thrown.code === code && thrown.hint !== ''
  await assert.rejects(publishSeal(signer('stranger', netuid), HASH), refused('no-seat'))
  const zero = hash32(new Uint8Array(32))
  const value = { model: 'm', sha256: zero, engine: 'e', protocol: zero }
  const declare = composeCall('Commitments', 'set_commitment', {
    netuid: NetUid(netuid),
    info: { fields: publishedFields({ type: 'Miner', value }) },
  })
  assert.equal((await client.submit(hotkey, declare)).success, true)
  await assert.rejects(publishSeal(signer('owner', netuid), HASH), refused('occupied'))
})
