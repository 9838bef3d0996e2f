// The published wire vectors: keys, eras, calls, payloads, hashes, to the byte.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  type AccountId,
  AccountId32,
  accountId,
  blake2b256,
  bytes,
  bytesToHex,
  type Era,
  EraCodec,
  encode,
  encodeExtrinsic,
  eraBirth,
  eraDeath,
  extrinsicHash,
  hash32,
  idAddress,
  mortalEra,
  signingPayload,
  tuple,
  u16,
  u64,
  vec,
} from '@taonet/wire'
import { MechId, NetUid, StorageIndex, Tao } from '../../src/nouns.ts'
import { composeCall, decodeCall, storage } from '../../src/tables.ts'

interface Vectors {
  readonly accounts: Readonly<Record<'alice' | 'bob', { readonly pub: string }>>
  readonly storageKeys: Readonly<Record<string, string>>
  readonly weightCommit: {
    readonly uids: number[]
    readonly values: number[]
    readonly salt: number[]
    readonly version_key: number
    readonly preimage: string
    readonly hash: string
  }
  readonly timelockPayload: {
    readonly uids: number[]
    readonly values: number[]
    readonly version_key: number
    readonly bytes: string
  }
  readonly eras: Readonly<
    Record<string, { readonly hex: string; readonly birth: number; readonly death: number }>
  >
  readonly calls: Readonly<Record<string, string>>
  readonly signingPayload: {
    readonly bytes: string
    readonly specVersion: number
    readonly txVersion: number
    readonly genesis: string
    readonly birthHash: string
    readonly nonce: number
    readonly era: string
  }
  readonly extrinsicV4: { readonly bytes: string; readonly hash: string }
}

const vectors: Vectors = JSON.parse(
  readFileSync(new URL('../../../../vectors/wire-vectors.json', import.meta.url), 'utf8'),
)
const alice: AccountId = accountId(vectors.accounts.alice.pub)
const bob: AccountId = accountId(vectors.accounts.bob.pub)
const ONE = NetUid(1)

const addStake = composeCall('SubtensorModule', 'add_stake', {
  hotkey: bob,
  netuid: ONE,
  amount_staked: Tao(1_000_000_000n),
})

const calls: Readonly<Record<string, Uint8Array>> = {
  'Balances.transfer_keep_alive(Bob,1 TAO)': composeCall('Balances', 'transfer_keep_alive', {
    dest: idAddress(bob),
    value: Tao(1_000_000_000n),
  }),
  'SubtensorModule.add_stake(Bob,1,1 TAO)': addStake,
  'SubtensorModule.set_mechanism_weights(1,0,[0,1],[65535,1],0)': composeCall(
    'SubtensorModule',
    'set_mechanism_weights',
    { netuid: ONE, mecid: MechId(0), dests: [0, 1], weights: [65_535, 1], version_key: 0n },
  ),
  'SubtensorModule.burned_register(1,Bob)': composeCall('SubtensorModule', 'burned_register', {
    netuid: ONE,
    hotkey: bob,
  }),
  'SubtensorModule.serve_axon(1,10002000,2130706433,8091,4,4,0,0)': composeCall(
    'SubtensorModule',
    'serve_axon',
    {
      netuid: ONE,
      version: 10_002_000,
      ip: 2_130_706_433n,
      port: 8091,
      ip_type: 4,
      protocol: 4,
      placeholder1: 0,
      placeholder2: 0,
    },
  ),
}

const keys: Readonly<Record<string, string>> = {
  'System.Account(Alice)': storage.System.Account.key(alice),
  'System.Events': storage.System.Events.key(),
  'SubtensorModule.Tempo(1)': storage.SubtensorModule.Tempo.key(ONE),
  'SubtensorModule.Uids(1,Alice)': storage.SubtensorModule.Uids.key(ONE, alice),
  'SubtensorModule.RevealPeriodEpochs(1)': storage.SubtensorModule.RevealPeriodEpochs.key(ONE),
  'Swap.AlphaSqrtPrice(1)': storage.Swap.AlphaSqrtPrice.key(ONE),
  'Commitments.CommitmentOf(1,Alice)': storage.Commitments.CommitmentOf.key(ONE, alice),
}

test('storage keys', () => {
  for (const [name, key] of Object.entries(vectors.storageKeys)) assert.equal(`0x${keys[name]}`, key, name)
})

test('calls', () => {
  for (const [name, bytes] of Object.entries(vectors.calls)) {
    const call = calls[name]
    assert.ok(call, name)
    assert.equal(bytesToHex(call), bytes, name)
    assert.equal(`${decodeCall(call).pallet}.${decodeCall(call).name}`, name.slice(0, name.indexOf('(')))
  }
})

function eraOf(name: string): { era: Era; current: number } {
  const [, current = '', period = ''] = /current=(\d+),period=(\d+)/.exec(name) ?? []
  return { era: mortalEra(Number(current), Number(period)), current: Number(current) }
}

test('eras', () => {
  for (const [name, { hex, birth, death }] of Object.entries(vectors.eras)) {
    const { era, current } = eraOf(name)
    assert.equal(bytesToHex(encode(EraCodec, era)), hex, name)
    assert.equal(eraBirth(era, current), birth, name)
    assert.equal(eraDeath(era, current), death, name)
  }
})

const { signingPayload: payload, extrinsicV4, weightCommit, timelockPayload } = vectors
const extra = { era: eraOf(payload.era).era, nonce: payload.nonce, tip: 0n, mode: 0 }

test('the payload that a wallet signs', () => {
  const bytes = signingPayload(addStake, extra, {
    specVersion: payload.specVersion,
    transactionVersion: payload.txVersion,
    genesis: hash32(payload.genesis),
    birth: hash32(payload.birthHash),
  })
  assert.equal(bytesToHex(bytes), payload.bytes)
})

test('a signed extrinsic and its hash', () => {
  const signature = { type: 'Sr25519' as const, value: new Uint8Array(64).fill(0xaa) }
  const bytes = encodeExtrinsic({
    type: 'signed',
    address: idAddress(alice),
    signature,
    extra,
    call: addStake,
  })
  assert.equal(bytesToHex(bytes), extrinsicV4.bytes)
  assert.equal(extrinsicHash(bytes), extrinsicV4.hash)
})

test('what a weight commitment hashes', () => {
  const Preimage = tuple(AccountId32, StorageIndex, vec(u16), vec(u16), vec(u16), u64)
  const { uids, values, salt, version_key } = weightCommit
  const bytes = encode(Preimage, [alice, StorageIndex(1), uids, values, salt, BigInt(version_key)])
  assert.equal(bytesToHex(bytes), weightCommit.preimage)
  assert.equal(bytesToHex(blake2b256(bytes)), weightCommit.hash)
})

test('the plaintext of a timelocked commitment', () => {
  const { uids, values, version_key } = timelockPayload
  const Payload = tuple(bytes, vec(u16), vec(u16), u64)
  const hotkey = encode(AccountId32, alice)
  assert.equal(
    bytesToHex(encode(Payload, [hotkey, uids, values, BigInt(version_key)])),
    timelockPayload.bytes,
  )
})
