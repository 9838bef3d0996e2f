// The frame's runtime APIs through their one door, as bytes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AccountId32,
  bytes,
  DecodeError,
  decode,
  encode,
  H256,
  hexToBytes,
  idAddress,
  option,
  tuple,
  u8,
  u32,
  vec,
} from '@taonet/wire'
import { ApiNotFound } from '../../src/api.ts'
import { taggedTransactionQueueApi, transactionPaymentApi } from '../../src/apis/core.ts'
import { Tao } from '../../src/nouns.ts'
import { composeCall } from '../../src/tables.ts'
import { account, TAO, TestChain } from './chain.ts'

const chain = new TestChain({ alice: TAO, bob: TAO })
const call = composeCall('Balances', 'transfer_keep_alive', {
  dest: idAddress(account('bob')),
  value: Tao(9n),
})
const none = new Uint8Array()
const join = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap(part => [...part]))
const ask = (name: string, data: Uint8Array) => chain.runtime.call(chain.state, name, data)

test('metadata: versions, each, and none for a version that is not served', () => {
  assert.deepEqual(decode(vec(u32), ask('Metadata_metadata_versions', none)), [14, 15])
  const at = (version: number) =>
    decode(option(bytes), ask('Metadata_metadata_at_version', encode(u32, version)))
  assert.deepEqual(at(14), chain.runtime.metadata(14))
  assert.deepEqual(at(15), chain.runtime.metadata(15))
  assert.equal(at(16), undefined)
  assert.deepEqual(decode(bytes, ask('Metadata_metadata', none)), chain.runtime.metadata(14))
})

test('nonces', () => {
  const nonce = (name: string) =>
    decode(u32, ask('AccountNonceApi_account_nonce', encode(AccountId32, account(name))))
  assert.equal(nonce('alice'), 0)
  assert.equal(nonce('stranger'), 0)
})

test('a fee estimate needs neither a signature nor a fitting nonce, and is what is paid', () => {
  const extrinsic = chain.extrinsic('alice', call, { nonce: 77 })
  const data = join(extrinsic, encode(u32, extrinsic.length))
  const { query_info, query_fee_details } = transactionPaymentApi.methods
  const info = decode(query_info.output, ask('TransactionPaymentApi_query_info', data))
  const details = decode(query_fee_details.output, ask('TransactionPaymentApi_query_fee_details', data))
  const parts = details.inclusion_fee
  assert.ok(parts)
  assert.equal(info.partial_fee, parts.base_fee + parts.len_fee + parts.adjusted_weight_fee)
  const fresh = new TestChain({ alice: TAO, bob: TAO })
  // Nonce 77 takes two bytes, nonce 0 one.
  assert.equal(fresh.send('alice', call).fee, info.partial_fee - 1n)
})

test('validity as the pool sees it', () => {
  const { output } = taggedTransactionQueueApi.methods.validate_transaction
  const validate = (extrinsic: Uint8Array) =>
    decode(
      output,
      ask(
        'TaggedTransactionQueue_validate_transaction',
        join(encode(u8, 2), extrinsic, encode(H256, chain.head)),
      ),
    )
  const good = validate(chain.extrinsic('alice', call))
  assert.equal(good.type, 'Ok')
  const poor = validate(chain.extrinsic('pauper', call))
  assert.deepEqual(poor, {
    type: 'Err',
    value: { type: 'Invalid', value: { type: 'Payment', value: undefined } },
  })
})

test('unknown methods and malformed arguments are refused as such', () => {
  assert.throws(() => ask('Core_execute_block', none), ApiNotFound)
  assert.throws(() => ask('AccountNonceApi_account_nonce', new Uint8Array(31)), DecodeError)
  assert.throws(() => ask('AccountNonceApi_account_nonce', new Uint8Array(33)), DecodeError)
  assert.throws(() => ask('TransactionPaymentApi_query_info', hexToBytes('0x0400000000')), DecodeError)
  assert.throws(
    () => ask('TaggedTransactionQueue_validate_transaction', encode(tuple(u8, u8), [9, 4])),
    DecodeError,
  )
})
