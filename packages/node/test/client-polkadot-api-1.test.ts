// The stock client polkadot-api as it was before version 2, with the layer that its guides put between it and a node: what
// applications of today bring along.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KeyPair, keyPairFromUri } from '@taonet/wire'
import { createClient } from '../../../peers/node_modules/polkadot-api-1/dist/index.js'
import { withPolkadotSdkCompat } from '../../../peers/node_modules/polkadot-api-1/dist/reexports/polkadot-sdk-compat.js'
import { getPolkadotSigner } from '../../../peers/node_modules/polkadot-api-1/dist/reexports/signer.js'
import { getWsProvider } from '../../../peers/node_modules/polkadot-api-1/dist/reexports/ws-provider_node.js'
import { startNode } from '../src/node.ts'

const alice = keyPairFromUri('//Alice')
const bob = keyPairFromUri('//Bob')
const signerOf = (pair: KeyPair) => getPolkadotSigner(pair.publicKey, 'Sr25519', bytes => pair.sign(bytes))

test('it connects, reads, asks runtime APIs, and watches a transfer until it is final', async () => {
  const node = await startNode({ profile: 'dev', rpcPort: 0, sealing: 'instant' })
  const client = createClient(withPolkadotSdkCompat(getWsProvider(`ws://127.0.0.1:${node.rpcPort}`)))
  try {
    const api = client.getUnsafeApi()
    const free = async (who: KeyPair): Promise<bigint> =>
      (await api.query.System!.Account!.getValue(who.ss58)).data.free
    const before = await free(bob)
    const transfer = api.tx.Balances!.transfer_keep_alive!({
      dest: { type: 'Id', value: bob.ss58 },
      value: 777n,
    })
    const seen: string[] = []
    await new Promise<void>((resolve, reject) => {
      transfer.signSubmitAndWatch(signerOf(alice)).subscribe({
        next: ({ type }) => seen.push(type),
        error: reject,
        complete: resolve,
      })
    })
    assert.deepEqual([seen[0], seen.at(-1)], ['signed', 'finalized'])
    assert.ok(seen.includes('broadcasted') && seen.includes('txBestBlocksState'), seen.join(' '))
    assert.equal(await free(bob), before + 777n)
    assert.equal(await api.apis.AccountNonceApi!.account_nonce!(alice.ss58), 1)
    assert.equal(await api.constants.Aura!.SlotDuration!(), 250n)
  } finally {
    client.destroy()
    await node.stop()
  }
})
