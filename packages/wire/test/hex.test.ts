// Hexadecimal text: round trips, refusals, and the two checked 32-byte names.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { FormatError } from '../src/format-error.ts'
import { accountId, bytesToHex, digitsToBytes, hash32, hexToBytes, isAccountId, isHex } from '../src/hex.ts'

const refuses = (code: string) => (error: unknown) => error instanceof FormatError && error.code === code

test('bytes survive the round trip in either case and match Buffer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      const hex = bytesToHex(bytes)
      assert.equal(hex, `0x${Buffer.from(bytes).toString('hex')}`)
      assert.deepEqual(hexToBytes(hex), bytes)
      assert.deepEqual(digitsToBytes(hex.slice(2).toUpperCase()), bytes)
    }),
  )
})

test('bytes longer than a piece of text match Buffer too', () => {
  for (const length of [4095, 4096, 4097, 8192, 100_001]) {
    const bytes = Uint8Array.from({ length }, (_, index) => index * 7)
    assert.equal(bytesToHex(bytes), `0x${Buffer.from(bytes).toString('hex')}`)
  }
})

test('malformed text is refused with a typed error', () => {
  for (const text of [
    '',
    '00',
    '0x0',
    '0xgg',
    '0x0g',
    '0xg0',
    '0x 0',
    '0x00 ',
    '0X00',
    '0x\u0660\u0660',
    '0x\uff10\uff10',
  ]) {
    assert.throws(() => hexToBytes(text), refuses('hex'), JSON.stringify(text))
    assert.equal(isHex(text), false, JSON.stringify(text))
  }
})

test('accepted text is exactly what the pattern describes', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFgx') }).map(s => `0x${s}`),
  )
  fc.assert(
    fc.property(texts, text => {
      const accepted = (() => {
        try {
          hexToBytes(text)
          return true
        } catch {
          return false
        }
      })()
      assert.equal(accepted, isHex(text))
    }),
    { numRuns: 1000 },
  )
})

test('accounts and hashes are 32 bytes, in lower case', () => {
  const bytes = new Uint8Array(32).fill(0xab)
  assert.equal(accountId(bytes), `0x${'ab'.repeat(32)}`)
  assert.equal(accountId(`0x${'AB'.repeat(32)}`), accountId(bytes))
  assert.equal(hash32(bytes), `0x${'ab'.repeat(32)}`)
  for (const length of [0, 31, 33, 64]) {
    assert.throws(() => accountId(new Uint8Array(length)), refuses('length'))
    assert.throws(() => hash32(bytesToHex(new Uint8Array(length))), refuses('hex'))
  }
  assert.throws(() => accountId('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'), refuses('hex'))
  assert.equal(isAccountId(`0x${'AB'.repeat(32)}`), false)
})
