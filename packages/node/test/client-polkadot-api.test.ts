// The stock client polkadot-api against a running node, over chainHead_v1 and over its translation of the older methods.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type KeyPair, keyPairFromUri } from '@taonet/wire'
import { getPolkadotSigner } from '../../../peers/node_modules/polkadot-api/dist/reexports/signer.js'
import { getWsProvider } from '../../../peers/node_modules/polkadot-api/dist/reexports/ws.js'
import { createClient, type PolkadotClient } from '../../../peers/node_modules/polkadot-api/dist/src/index.js'
import { type RunningNode, startNode } from '../src/node.ts'
import { legacyOnly } from './legacy-proxy.ts'

let node: RunningNode
const alice = keyPairFromUri('//Alice')
const bob = keyPairFromUri('//Bob')
const hotkey = keyPairFromUri('//Hotkey')
const signerOf = (pair: KeyPair) => getPolkadotSigner(pair.publicKey, 'Sr25519', bytes => pair.sign(bytes))

// A block when there is something for it: client and node share a thread here, and the client loses track of a transaction
// for good when two more blocks are final before it has read the one that the transaction is in.
before(async () => {
  node = await startNode({ profile: 'dev', rpcPort: 0, sealing: 'instant' })
})
after(() => node.stop())

async function withClient(port: number, run: (client: PolkadotClient) => Promise<void>): Promise<void> {
  const client = createClient(getWsProvider(`ws://127.0.0.1:${port}`))
  try {
    await run(client)
  } finally {
    client.destroy()
  }
}

/** With a deadline only so that a client that never hears of it fails the test instead of holding up all others. */
async function eventually(happened: () => boolean): Promise<void> {
  const deadline = Date.now() + 120_000
  while (!happened()) {
    assert.ok(Date.now() < deadline, 'the client was never told')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

interface Result {
  readonly ok: boolean
  readonly events: readonly { readonly type: string; readonly value: { readonly type: string } }[]
}
const names = (result: Result) => result.events.map(event => `${event.type}.${event.value.type}`)

// Without generated types the client knows its values only as unknown.
const accountOf = (value: unknown) =>
  value as { readonly nonce: number; readonly data: { readonly free: bigint } }

async function transferAndRead(client: PolkadotClient): Promise<void> {
  const api = client.getUnsafeApi()
  const free = async (who: KeyPair): Promise<bigint> =>
    accountOf(await api.query.System!.Account!.getValue(who.ss58)).data.free
  const before = await free(bob)
  const transfer = api.tx.Balances!.transfer_keep_alive!({
    dest: { type: 'Id', value: bob.ss58 },
    value: 777n,
  })
  const result = await transfer.signAndSubmit(signerOf(alice))
  assert.ok(result.ok)
  assert.ok(names(result).includes('Balances.Transfer'))
  assert.equal(await free(bob), before + 777n)
}

test('it connects natively, transfers and watches to finality', () =>
  withClient(node.rpcPort, async client => {
    const block = await client.getFinalizedBlock()
    assert.match(block.hash, /^0x[0-9a-f]{64}$/)
    await transferAndRead(client)
  }))

test('through the older methods alone it does the same', async () => {
  const proxy = await legacyOnly(node.rpcPort)
  try {
    await withClient(proxy.port, transferAndRead)
    assert.ok(proxy.asked.has('chain_subscribeFinalizedHeads'))
    assert.ok(![...proxy.asked].some(method => method.startsWith('chainHead_')))
  } finally {
    proxy.close()
  }
})

test('it founds a subnet, stakes, and reads the metagraph', () =>
  withClient(node.rpcPort, async client => {
    const api = client.getUnsafeApi()
    const subtensor = api.tx.SubtensorModule!
    for (const call of [
      subtensor.register_network!({ hotkey: hotkey.ss58 }),
      subtensor.start_call!({ netuid: 1 }),
      subtensor.add_stake!({ hotkey: hotkey.ss58, netuid: 1, amount_staked: 5_000_000_000n }),
    ]) {
      const result = await call.signAndSubmit(signerOf(alice))
      assert.ok(result.ok, JSON.stringify(names(result)))
    }
    const rows = api.query.SubtensorModule!
    assert.equal(await rows.Keys!.getValue(1, 0), hotkey.ss58)
    assert.equal(await rows.SubnetOwner!.getValue(1), alice.ss58)
    const entries = await rows.Keys!.getEntries(1)
    assert.deepEqual(
      entries.map(({ keyArgs, value }) => [keyArgs, value]),
      [[[1, 0], hotkey.ss58]],
    )
    assert.ok(BigInt(String(await rows.TotalHotkeyAlpha!.getValue(hotkey.ss58, 1))) > 0n)
  }))

test('it watches the entries of a map and is told what changed', () =>
  withClient(node.rpcPort, async client => {
    const api = client.getUnsafeApi()
    const before = accountOf(await api.query.System!.Account!.getValue(bob.ss58)).data.free
    const values: bigint[] = []
    const watching = api.query.System!.Account!.watchEntries().subscribe(({ deltas }) => {
      const value = deltas?.upserted.find(({ args }) => args[0] === bob.ss58)?.value
      if (value) values.push(accountOf(value).data.free)
    })
    const told = (free: bigint) => eventually(() => values.includes(free))
    await told(before)
    await api.tx.Balances!.transfer_keep_alive!({
      dest: { type: 'Id', value: bob.ss58 },
      value: 4_321n,
    }).signAndSubmit(signerOf(alice))
    await told(before + 4_321n)
    assert.deepEqual(values, [before, before + 4_321n], 'a block that changes nothing there tells nothing')
    watching.unsubscribe()
  }))

test('it reads blocks that it never followed: state, body and calls as they were', () =>
  withClient(node.rpcPort, async client => {
    const api = client.getUnsafeApi()
    const [first] = (await client._request<string[]>('archive_v1_hashByHeight', [1])) as [string]
    const was = accountOf(await api.query.System!.Account!.getValue(alice.ss58, { at: first }))
    assert.equal(was.nonce, 0)
    assert.notEqual(accountOf(await api.query.System!.Account!.getValue(alice.ss58)).nonce, 0)
    assert.equal((await client.getBlockBody(first)).length, 1, 'the time, and nothing else')
    assert.equal(await api.apis.AccountNonceApi!.account_nonce!(alice.ss58, { at: first }), 0)
  }))

test('when a developer goes back it follows the chain that goes on', async t => {
  const own = await startNode({ profile: 'dev', rpcPort: 0, sealing: 'manual' })
  t.after(() => own.stop())
  await withClient(own.rpcPort, async client => {
    const dev = (method: string, ...params: unknown[]) => client._request<string>(method, params)
    const seen: string[] = []
    const watching = client.finalizedBlock$.subscribe(({ hash }) => seen.push(hash))
    const hears = (hash: string) => eventually(() => seen.includes(hash))
    await hears(await dev('dev_newBlock'))
    const snapshot = await dev('dev_snapshot')
    await hears(await dev('dev_newBlock', { count: 3 }))
    await dev('dev_revert', snapshot)
    const other = await dev('dev_newBlock')
    await hears(other)
    const free = async () =>
      accountOf(await client.getUnsafeApi().query.System!.Account!.getValue(bob.ss58)).data.free
    const had = await free()
    await hears(await dev('dev_fund', bob.account, '5'))
    assert.equal(await free(), had + 5n)
    watching.unsubscribe()
  })
})

test('several transactions in a row find their nonces through the pool', () =>
  withClient(node.rpcPort, async client => {
    const api = client.getUnsafeApi()
    const nonce: number = accountOf(await api.query.System!.Account!.getValue(bob.ss58)).nonce
    const results = await Promise.all(
      [2, 1, 0].map(ahead =>
        api.tx.System!.remark!({ remark: new Uint8Array([ahead]) }).signAndSubmit(signerOf(bob), {
          nonce: nonce + ahead,
        }),
      ),
    )
    assert.ok(results.every(result => result.ok))
  }))
