// What the page makes of the chain's values.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { EventRecord } from '@taonet/runtime/tables'
import { NetUid } from '@taonet/runtime/tables'
import { accountId, bytesToHex, encodeExtrinsic, hash32, idAddress, immortal } from '@taonet/wire'
import fc from 'fast-check'
import { notesOf } from '../src/chain/notes.ts'
import { spotPrice } from '../src/chain/price.ts'
import { isSigned } from '../src/chain/read-block.ts'
import { roleOf } from '../src/chain/read-metagraph.ts'
import { nextEpochBlock, titleOf } from '../src/chain/read-subnets.ts'
import { utf8 } from '../src/chain/utf8.ts'

interface PriceVector {
  readonly tao: number
  readonly alpha: number
  readonly w_quote: string
  readonly expected: number
}

test('the price is the pool’s, as the vectors have it', () => {
  const path = new URL('../../../vectors/amm.json', import.meta.url)
  const vectors: { readonly price: readonly PriceVector[] } = JSON.parse(readFileSync(path, 'utf8'))
  assert.ok(vectors.price.length > 0)
  for (const { tao, alpha, w_quote, expected } of vectors.price) {
    const [numerator = 0, denominator = 1] = w_quote.split('/').map(Number)
    const quoteWeight = (10n ** 18n * BigInt(numerator)) / BigInt(denominator)
    const found = spotPrice({ tao: BigInt(tao), alpha: BigInt(alpha), quoteWeight, dynamic: true })
    assert.ok(Math.abs(found / expected - 1) < 1e-12, `${found} is not ${expected}`)
  }
})

test('an empty pool has no price, and a token without one is worth 1', () => {
  const reserves = { tao: 5n, alpha: 0n, quoteWeight: 5n * 10n ** 17n }
  assert.equal(spotPrice({ ...reserves, dynamic: true }), 0)
  assert.equal(spotPrice({ ...reserves, dynamic: false }), 1)
})

test('signed and bare extrinsics are told apart at every length', () => {
  const account = accountId(new Uint8Array(32))
  const extra = { era: immortal, nonce: 0, tip: 0n, mode: 0 } as const
  const signature = { type: 'Sr25519', value: new Uint8Array(64) } as const
  for (const length of [1, 30, 62, 63, 64, 200, 16_383, 16_384, 100_000]) {
    const call = new Uint8Array(length)
    const signed = encodeExtrinsic({ type: 'signed', address: idAddress(account), signature, extra, call })
    assert.equal(isSigned(bytesToHex(signed)), true, `signed, ${length}`)
    assert.equal(isSigned(bytesToHex(encodeExtrinsic({ type: 'bare', call }))), false, `bare, ${length}`)
  }
})

test('the next epoch is in turn, or earlier when somebody asked', () => {
  assert.equal(nextEpochBlock(20, 100n, 0n), 120)
  assert.equal(nextEpochBlock(20, 100n, 105n), 105)
  assert.equal(nextEpochBlock(20, 100n, 140n), 120)
  assert.equal(nextEpochBlock(0, 100n, 0n), undefined)
})

test('what a neuron publishes decides its role before what it earns', () => {
  const nothing = { isOwner: false, published: undefined, incentive: 0, dividends: 0, serves: false }
  const hash = hash32(new Uint8Array(32))
  const miner = { type: 'Miner', value: { model: 'm', sha256: hash, engine: 'e', protocol: hash } } as const
  const secrets = { epoch: 1n, current: hash, next: hash, evidence: undefined }
  const validator = { type: 'Validator', value: secrets } as const
  assert.equal(roleOf(nothing), 'idle')
  assert.equal(roleOf({ ...nothing, serves: true }), 'miner')
  assert.equal(roleOf({ ...nothing, incentive: 0.1 }), 'miner')
  assert.equal(roleOf({ ...nothing, dividends: 0.1 }), 'validator')
  assert.equal(roleOf({ ...nothing, isOwner: true }), 'owner')
  assert.equal(roleOf({ ...nothing, dividends: 0.1, published: miner }), 'miner')
  assert.equal(roleOf({ ...nothing, incentive: 0.1, published: validator }), 'validator')
})

const record = (name: string, fields: Record<string, unknown>): EventRecord => ({
  phase: { type: 'Initialization', value: undefined },
  event: { pallet: 7, index: 0, name, fields },
  topics: [],
})

test('events of one kind become one note', () => {
  const events = [
    record('WeightsCommitted', { who: '0x' }),
    record('Deposit', { amount: 7n }),
    record('WeightsCommitted', { who: '0x' }),
    record('StakeAdded', { tao: 1_500_000_000n }),
    record('StakeAdded', { tao: 500_000_000n }),
  ]
  assert.deepEqual(
    notesOf(events).map(note => note.text.replaceAll('\u00a0', ' ')),
    ['τ 2.000 staked', '2 weight vectors committed'],
  )
  assert.deepEqual(notesOf([]), [])
})

test('text from the chain is cut, and odd bytes do no harm', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), bytes => {
      assert.ok(utf8(bytes).length <= 200)
    }),
  )
  assert.equal(utf8(new TextEncoder().encode('Text τ')), 'Text τ')
  assert.equal(utf8(undefined), '')
})

test('a subnet without a name is called by its number', () => {
  assert.equal(titleOf({ netuid: NetUid(3), name: undefined }), 'Subnet 3')
  assert.equal(titleOf({ netuid: NetUid(3), name: 'Text' }), 'Text')
})
