// What several people and root do through a stock client: a multisig at the address that the field's wallets give it, and a
// call put down for later.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type KeyPair, keyPairFromUri } from '@taonet/wire'
import { encodeMultiAddress } from '../../../peers/node_modules/@polkadot/util-crypto/index.js'
import { getPolkadotSigner } from '../../../peers/node_modules/polkadot-api/dist/reexports/signer.js'
import { getWsProvider } from '../../../peers/node_modules/polkadot-api/dist/reexports/ws.js'
import { createClient, type PolkadotClient } from '../../../peers/node_modules/polkadot-api/dist/src/index.js'
import { type RunningNode, startNode } from '../src/node.ts'

let node: RunningNode
let client: PolkadotClient
const alice = keyPairFromUri('//Alice')
const bob = keyPairFromUri('//Bob')
const SS58_PREFIX = 42
const AMPLE = { ref_time: 1_000_000_000n, proof_size: 0n }
const signerOf = (pair: KeyPair) => getPolkadotSigner(pair.publicKey, 'Sr25519', bytes => pair.sign(bytes))

before(async () => {
  node = await startNode({ profile: 'dev', rpcPort: 0, sealing: 'instant' })
  client = createClient(getWsProvider(`ws://127.0.0.1:${node.rpcPort}`))
})
after(async () => {
  client.destroy()
  await node.stop()
})

const freeOf = async (address: string): Promise<bigint> => {
  // Without generated types the client knows its values only as unknown.
  const account: unknown = await client.getUnsafeApi().query.System!.Account!.getValue(address)
  return (account as { readonly data: { readonly free: bigint } }).data.free
}

test('two signatories of a multisig pay together', async () => {
  const { tx } = client.getUnsafeApi()
  const multisig = encodeMultiAddress([alice.ss58, bob.ss58], 2, SS58_PREFIX)
  const { ss58: payee } = keyPairFromUri('//Payee of two')
  const pay = (to: string, value: bigint) =>
    tx.Balances!.transfer_keep_alive!({ dest: { type: 'Id', value: to }, value })
  assert.ok((await pay(multisig, 5_000_000n).signAndSubmit(signerOf(alice))).ok)
  const approve = (other: KeyPair, maybe_timepoint?: { height: number; index: number }) =>
    tx.Multisig!.as_multi!({
      threshold: 2,
      other_signatories: [other.ss58],
      maybe_timepoint,
      call: pay(payee, 1_000_000n).decodedCall,
      max_weight: AMPLE,
    })
  const first = await approve(bob).signAndSubmit(signerOf(alice))
  assert.ok(first.ok)
  assert.equal(await freeOf(payee), 0n)
  const { number: height, index } = first.block
  const second = await approve(alice, { height, index }).signAndSubmit(signerOf(bob))
  assert.ok(second.ok)
  assert.ok(second.events.some(({ type, value }) => `${type}.${value.type}` === 'Multisig.MultisigExecuted'))
  assert.equal(await freeOf(payee), 1_000_000n)
})

test('what root puts down for later happens, without anybody sending it', async () => {
  const { tx } = client.getUnsafeApi()
  const { ss58: payee } = keyPairFromUri('//Payee of the schedule')
  const gift = tx.Balances!.force_set_balance!({ who: { type: 'Id', value: payee }, new_free: 7777n })
  const order = tx.Scheduler!.schedule_after!({
    after: 1,
    maybe_periodic: undefined,
    priority: 0,
    call: gift.decodedCall,
  })
  const put = await tx.Sudo!.sudo!({ call: order.decodedCall }).signAndSubmit(signerOf(alice))
  assert.ok(put.ok)
  const due = put.block.number + 2
  await client._request('dev_newBlock', [{ count: 2 }])
  // A deadline only so that a client that never hears of it fails instead of waiting.
  const deadline = Date.now() + 60_000
  while ((await client.getFinalizedBlock()).number < due) {
    assert.ok(Date.now() < deadline, 'the client was never told')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
  assert.equal(await freeOf(payee), 7777n)
})
