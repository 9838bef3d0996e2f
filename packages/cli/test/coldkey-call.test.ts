// Several programs sign for one coldkey at the same time, as `--fund` does for //Alice: each call takes effect, and once.
import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, test } from 'node:test'
import { connect } from '@taonet/client'
import { Tao } from '@taonet/runtime'
import { composeCall, storage } from '@taonet/runtime/tables'
import { type AccountId, keyPairFromUri } from '@taonet/wire'
import { callAs } from '../src/join/coldkey-call.ts'
import { runCommand } from './running.ts'

const PATIENCE = 60_000
const GIFT = 1_000_000_000n

const node = runCommand(['node', '--tmp', '--rpc-port', '0', '--json'])
const { url } = await node.line('the node', PATIENCE, line => line.url !== undefined)
const client = await connect(String(url))
after(async () => {
  client.close()
  await node.stop()
})

const alice = { walletRoot: tmpdir(), signer: '//Alice', account: keyPairFromUri('//Alice').account }
const gift = (account: AccountId): Uint8Array =>
  composeCall('Balances', 'transfer_keep_alive', {
    dest: { type: 'Id', value: account },
    value: Tao(GIFT),
  })

test('three gifts of //Alice at the same time all arrive, once each', async () => {
  const poor = ['//One', '//Two', '//Three'].map(uri => keyPairFromUri(uri).account)
  const given = await Promise.allSettled(poor.map(account => callAs(client, alice, gift(account))))
  for (const one of given) assert.equal(one.status, 'fulfilled')
  for (const account of poor)
    assert.equal((await client.get(storage.System.Account, account)).data.free, GIFT)
})
