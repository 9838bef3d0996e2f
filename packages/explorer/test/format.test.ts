// Amounts are exact for every u64; the rest says what it must.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountId } from '@taonet/wire'
import fc from 'fast-check'
import { amount, count, latency, percent, price, shortAddress, span, units, valueAt } from '../src/format.ts'

const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })

test('units with nine decimals are the number itself', () => {
  fc.assert(fc.property(u64, rao => BigInt(units(rao, 9).replaceAll(/[,.]/g, '')) === rao))
})

test('units round half up and never by more than half a step', () => {
  fc.assert(
    fc.property(u64, fc.integer({ min: 0, max: 9 }), (rao, places) => {
      const step = 10n ** BigInt(9 - places)
      const off = BigInt(units(rao, places).replaceAll(/[,.]/g, '')) * step - rao
      assert.ok(2n * off <= step && 2n * off > -step, `${rao} at ${places}`)
    }),
  )
})

test('units group thousands and keep the sign', () => {
  assert.equal(units(1_234_567_890_123_456_789n, 2), '1,234,567,890.12')
  assert.equal(units(999_999_999n, 2), '1.00')
  assert.equal(units(-1_500_000_000n, 1), '−1.5')
  assert.equal(units(-1n, 2), '0.00')
})

test('an amount shows about four digits that say something', () => {
  assert.deepEqual(
    [0n, 1n, 1_500n, 20_000_000n, 2_074_012_345n, 740_740_000_000n, 10_400_123_456_789_012n].map(amount),
    ['0', '0.000000001', '0.0000015', '0.0200', '2.074', '740.74', '10,400,123'],
  )
})

test('alpha is worth its price', () => {
  assert.equal(valueAt(2_000_000_000n, 0.5), 1_000_000_000n)
  assert.equal(valueAt(0n, 3), 0n)
})

test('shares, prices, counts and spans', () => {
  assert.deepEqual([0, 0.0001, 0.0254, 0.5, 1].map(percent), ['0%', '<0.1%', '2.5%', '50.0%', '100%'])
  assert.deepEqual([0, 0.53, 1.23456789, 123456.7].map(price), ['0', '0.53000', '1.2346', '123,457'])
  assert.equal(count(1_234_567), '1,234,567')
  const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
  assert.deepEqual([-5, 0, 61_000, 180_000, 8_000_000, 200_000_000].map(span).map(plain), [
    '0 s',
    '0 s',
    '61 s',
    '3 min',
    '2 h',
    '2 d',
  ])
  assert.deepEqual([12.3, 840, 2_449].map(latency).map(plain), ['12 ms', '840 ms', '2.4 s'])
})

test('an address keeps its ends', () => {
  // The development account Alice.
  const alice = accountId('0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d')
  assert.equal(shortAddress(alice), '5Grwv…utQY')
})
