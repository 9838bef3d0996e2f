// Accounts without a key as another library derives them: a wallet must find its multisig at the same address.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountId, bytesToHex, hexToBytes } from '@taonet/wire'
import fc from 'fast-check'
import {
  createKeyMulti,
  decodeAddress,
  encodeDerivedAddress,
} from '../../../../peers/node_modules/@polkadot/util-crypto/index.js'
import { multisigAccount } from '../../src/chapters/multisig/signatories.ts'
import { derivativeOf } from '../../src/chapters/utility/calls.ts'

const anyAccount = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(accountId)
const u16 = fc.integer({ min: 1, max: 65_535 })

test('a multisig has the address that wallets give it', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyAccount, { minLength: 1, maxLength: 100 }), u16, (all, threshold) => {
      const theirs = createKeyMulti(all.map(hexToBytes), threshold)
      assert.equal(multisigAccount([...all].sort(), threshold), bytesToHex(theirs))
    }),
  )
})

test('so has a derived account', () => {
  fc.assert(
    fc.property(anyAccount, u16, (who, index) => {
      const theirs = decodeAddress(encodeDerivedAddress(hexToBytes(who), index))
      assert.equal(derivativeOf(who, index), bytesToHex(theirs))
    }),
  )
})
