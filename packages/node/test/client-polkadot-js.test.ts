// The stock client @polkadot/api against a running node: it decodes strictly, so every byte it reads must be right.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hexToBytes, storageKey } from '@taonet/wire'
import { ApiPromise, WsProvider } from '../../../peers/node_modules/@polkadot/api/index.js'
import { Keyring } from '../../../peers/node_modules/@polkadot/keyring/index.js'
import type { ProviderInterface } from '../../../peers/node_modules/@polkadot/rpc-provider/types.js'
import { validateProofs } from '../../../peers/node_modules/@polkadot-api/substrate-bindings/dist/index.js'
import { type RunningNode, startNode } from '../src/node.ts'

type Submittable = ReturnType<ApiPromise['tx']['system']['remark']>
type Signer = ReturnType<Keyring['addFromUri']>

let node: RunningNode
let api: ApiPromise
let alice: Signer
let bob: Signer
let hotkey: Signer

/** Every status on the way, and the names of the events once it is final. */
async function finalized(extrinsic: Submittable, signer: Signer) {
  const statuses: string[] = []
  return new Promise<{ statuses: string[]; events: string[]; failure: string | undefined }>(
    (resolve, reject) => {
      extrinsic
        .signAndSend(signer, { nonce: -1 }, ({ status, events, dispatchError }) => {
          statuses.push(status.type)
          if (!status.isFinalized) return
          const failure = dispatchError?.isModule
            ? api.registry.findMetaError(dispatchError.asModule).name
            : undefined
          resolve({
            statuses,
            failure,
            events: events.map(({ event }) => `${event.section}.${event.method}`),
          })
        })
        .catch(reject)
    },
  )
}
const call = (section: string, method: string, ...args: unknown[]): Submittable => {
  const found = api.tx[section]?.[method]
  assert.ok(found, `${section}.${method}`)
  return found(...args)
}
const read = async (section: string, item: string, ...keys: unknown[]) => {
  const found = api.query[section]?.[item]
  assert.ok(found, `${section}.${item}`)
  return found(...keys)
}
const free = async (who: Signer) =>
  BigInt(JSON.parse(JSON.stringify(await read('system', 'account', who.address))).data.free)

before(async () => {
  node = await startNode({ profile: 'dev', rpcPort: 0, sealing: 'interval', blockTime: 100 })
  // The package's own provider does not satisfy its own interface under exactOptionalPropertyTypes.
  const provider = new WsProvider(`ws://127.0.0.1:${node.rpcPort}`) as unknown as ProviderInterface
  api = await ApiPromise.create({ provider, noInitWarn: true })
  const keyring = new Keyring({ type: 'sr25519' })
  alice = keyring.addFromUri('//Alice')
  bob = keyring.addFromUri('//Bob')
  hotkey = keyring.addFromUri('//Hotkey')
})
after(async () => {
  await api.disconnect()
  await node.stop()
})

test('it connects and knows the chain', () => {
  assert.equal(api.genesisHash.toHex(), node.genesisHash)
  assert.equal(api.runtimeVersion.specVersion.toNumber(), node.host.query.runtime.version.specVersion)
  assert.equal(api.registry.chainTokens[0], 'TAO')
})

test('every pallet lists its errors without a hole: Python clients find them by place, not by number', () => {
  let listed = 0
  for (const pallet of api.runtimeMetadata.asLatest.pallets) {
    if (pallet.errors.isNone) continue
    const { variants } = api.registry.lookup.getSiType(pallet.errors.unwrap().type).def.asVariant
    assert.deepEqual(
      variants.map(({ index }) => index.toNumber()),
      variants.map((_, place) => place),
      pallet.name.toString(),
    )
    for (const { docs } of variants) assert.ok(docs.join('').length > 0)
    listed += variants.length
  }
  assert.ok(listed > 123)
})

test('a transfer is watched to finality, and both balances say so', async () => {
  const [from, to] = [await free(alice), await free(bob)]
  const { statuses, events } = await finalized(
    call('balances', 'transferKeepAlive', bob.address, 12_345n),
    alice,
  )
  assert.equal(statuses[0], 'Ready')
  assert.equal(statuses.at(-1), 'Finalized')
  for (const status of statuses) assert.ok(['Ready', 'InBlock', 'Finalized'].includes(status), status)
  assert.ok(events.includes('transactionPayment.TransactionFeePaid'))
  assert.equal(events.at(-1), 'system.ExtrinsicSuccess')
  assert.equal(await free(bob), to + 12_345n)
  assert.ok((await free(alice)) < from - 12_345n)
})

test('the fee it is told is the fee it pays', async () => {
  const before = await free(alice)
  const extrinsic = call('balances', 'transferKeepAlive', bob.address, 1n)
  const { partialFee } = await extrinsic.paymentInfo(alice)
  await finalized(extrinsic, alice)
  assert.equal(await free(alice), before - 1n - partialFee.toBigInt())
})

test('a failed call names its error', async () => {
  const { failure, events } = await finalized(
    call('subtensorModule', 'addStake', hotkey.address, 77, 1_000_000_000n),
    bob,
  ).catch(error => ({ failure: String(error), events: [] as string[] }))
  // Refused by the pool with its custom number, or included and failed: both say that there is no such subnet.
  assert.match(String(failure), /SubnetNotExists|SubtokenDisabled|Custom error: 3/)
  assert.equal(events.includes('system.ExtrinsicSuccess'), false)
})

test('a subnet is founded and staked to, and the metagraph rows read back', async () => {
  const founded = await finalized(call('subtensorModule', 'registerNetwork', hotkey.address), alice)
  assert.equal(founded.failure, undefined)
  assert.ok(founded.events.includes('subtensorModule.NetworkAdded'))
  const started = await finalized(call('subtensorModule', 'startCall', 1), alice)
  assert.equal(started.failure, undefined)
  const staked = await finalized(
    call('subtensorModule', 'addStake', hotkey.address, 1, 10_000_000_000n),
    alice,
  )
  assert.equal(staked.failure, undefined)
  assert.ok(staked.events.includes('subtensorModule.StakeAdded'))
  assert.equal((await read('subtensorModule', 'networksAdded', 1)).toString(), 'true')
  assert.equal((await read('subtensorModule', 'keys', 1, 0)).toString(), hotkey.address)
  assert.equal((await read('subtensorModule', 'uids', 1, hotkey.address)).toString(), '0')
  assert.equal((await read('subtensorModule', 'owner', hotkey.address)).toString(), alice.address)
  assert.ok(BigInt((await read('subtensorModule', 'totalHotkeyAlpha', hotkey.address, 1)).toString()) > 0n)
  const entries = await api.query.subtensorModule?.keys?.entries(1)
  assert.equal(entries?.length, 1)
})

test('every runtime API of the metadata that needs no more than numbers and accounts answers and decodes', async () => {
  const values: Readonly<Record<string, unknown>> = {
    AccountId32: alice.address,
    u8: 0,
    u16: 1,
    u32: 15,
    u64: 1_000n,
  }
  let answered = 0
  for (const [trait, methods] of Object.entries(api.call)) {
    for (const [name, method] of Object.entries(methods)) {
      // Its types leave out what it carries.
      const { meta } = method as unknown as { meta: { params: readonly { type: string }[] } }
      const args = meta.params.map(({ type }) => values[type])
      if (args.includes(undefined)) continue
      await method(...args)
      answered++
      assert.ok(trait && name)
    }
  }
  assert.ok(answered >= 20, `${answered} answered`)
  const metagraph = JSON.parse(JSON.stringify(await api.call.subnetInfoRuntimeApi?.getMetagraph?.(1)))
  assert.deepEqual(metagraph.hotkeys, [hotkey.address])
  assert.equal(metagraph.ownerColdkey, alice.address)
})

test('every storage row of the metadata decodes, values and keys alike', async () => {
  let decoded = 0
  for (const [section, items] of Object.entries(api.query)) {
    for (const item of Object.values(items)) {
      if (section === 'substrate' || !('creator' in item)) continue
      if (item.creator.meta.type.isPlain) {
        await item()
        decoded++
      } else decoded += (await item.entriesPaged({ args: [], pageSize: 100 })).length
    }
  }
  assert.ok(decoded > 100, `${decoded} rows`)
})

test('subscriptions follow the chain', async () => {
  const numbers: number[] = []
  await new Promise<void>(resolve => {
    api.rpc.chain.subscribeNewHeads(header => {
      if (numbers.push(header.number.toNumber()) === 3) resolve()
    })
  })
  const [first = 0] = numbers
  assert.deepEqual(numbers, [first, first + 1, first + 2])
})

test('a read proof passes validateProofs against the root of its header', async () => {
  const at = await api.rpc.chain.getFinalizedHead()
  const { stateRoot } = await api.rpc.chain.getHeader(at)
  const key = api.query.system?.account?.key(alice.address) ?? ''
  const { proof } = await api.rpc.state.getReadProof([key], at)
  assert.equal(validateProofs(proof.map(part => part.toHex()))?.rootHash, stateRoot.toHex())
  assert.ok(hexToBytes(key).length === storageKey(key).length / 2)
})

test('an old block reads as it was', async () => {
  const first = await api.at(await api.rpc.chain.getBlockHash(1))
  const now = await free(alice)
  const then = await first.query.system?.account?.(alice.address)
  assert.ok(BigInt(JSON.parse(JSON.stringify(then)).data.free) > now)
})
