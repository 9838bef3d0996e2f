// Entries of storage that root writes by hand: whatever it sends, every row can be read afterwards.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex, encode, hexToBytes, I96F32, u64 } from '@taonet/wire'
import fc from 'fast-check'
import { emission } from '../../src/chapters/emission/table.ts'
import { subnets } from '../../src/chapters/subnets/table.ts'
import { system } from '../../src/chapters/system/table.ts'
import { NetUid } from '../../src/nouns.ts'
import { dispatcher } from '../../src/protocol.ts'
import { type CallValue, callValue, pallets } from '../../src/tables.ts'
import { type Origin, root, signed } from '../../src/world.ts'
import { accountOf, refusalOf, type TestWorld, testWorld } from '../world.ts'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
const { SubnetMovingPrice, BlockEmission } = emission.storage
const { TxRateLimit, NetworkRegisteredAt, TokenSymbol } = subnets.storage
const ONE = NetUid(1)

const bytesOf = (key: string): Uint8Array => hexToBytes(`0x${key}`)
const write = (...items: (readonly [key: string, value: Uint8Array])[]): CallValue =>
  callValue('System', 'set_storage', { items: items.map(([key, value]) => [bytesOf(key), value]) })
/** The name of what the call is refused with; undefined when it goes through. */
const refused = (world: TestWorld, call: CallValue, origin: Origin = root): string | undefined =>
  refusalOf(world, () => dispatcher.dispatch(world, origin, call))?.name

test('an entry is written, read, and removed', () => {
  const world = testWorld()
  const price = SubnetMovingPrice.key(ONE)
  // Sixteen bytes are a price; the sixteen behind them are nothing.
  const long = new TextEncoder().encode('003665c4ffc99a3b0000000000000000')
  assert.equal(refused(world, write([TxRateLimit.key(), encode(u64, 7n)], [price, long])), undefined)
  assert.equal(TxRateLimit.get(world), 7n)
  const little = bytesToHex(long.slice(0, 16).reverse())
  assert.equal(SubnetMovingPrice.get(world, ONE), I96F32.fromBits(BigInt(little)))
  assert.equal(world.state.get(price)?.length, 16)
  const keys = [bytesOf(TxRateLimit.key())]
  assert.equal(refused(world, callValue('System', 'kill_storage', { keys })), undefined)
  assert.equal(TxRateLimit.has(world), false)
})

test('a prefix is emptied as far as asked', () => {
  const world = testWorld()
  const three = [1, 2, 3].map(NetUid)
  for (const netuid of three) NetworkRegisteredAt.put(world, netuid, 5n)
  const left = () => three.map(netuid => NetworkRegisteredAt.has(world, netuid))
  const prefix = bytesOf(NetworkRegisteredAt.prefix)
  const kill = (subkeys: number) => refused(world, callValue('System', 'kill_prefix', { prefix, subkeys }))
  assert.equal(kill(0), undefined)
  assert.deepEqual(left(), [true, true, true])
  assert.equal(kill(2), undefined)
  assert.deepEqual(left(), [false, false, true])
  assert.equal(kill(9), undefined)
  assert.deepEqual(left(), [false, false, false])
})

test('what is no entry is refused, and nothing of the list stays', () => {
  const world = testWorld()
  const good = [TxRateLimit.key(), encode(u64, 7n)] as const
  for (const [what, key, value] of [
    ['no row', 'ab'.repeat(32), encode(u64, 1n)],
    ['a key too short for a row', 'abcd', encode(u64, 1n)],
    ['a single value with a key behind it', `${TxRateLimit.key()}00`, encode(u64, 1n)],
    ['a map without its key', SubnetMovingPrice.prefix, new Uint8Array(16)],
    ['a key with bytes behind it', `${SubnetMovingPrice.key(ONE)}00`, new Uint8Array(16)],
    ['too few bytes', SubnetMovingPrice.key(ONE), new Uint8Array(15)],
    ['a length beyond the bytes', TokenSymbol.key(ONE), Uint8Array.of(40, 1)],
    ['a computed row', BlockEmission.key(), encode(u64, 1n)],
  ] as const) {
    assert.equal(refused(world, write(good, [key, value])), 'CallFiltered', what)
    assert.equal(TxRateLimit.has(world), false, what)
  }
})

test('a key whose hash is not that of what it names is refused', () => {
  const world = testWorld()
  const { Account } = system.storage
  const key = Account.key(accountOf('alice'))
  const value = encode(Account.value, Account.fallback)
  const wrong = `${Account.prefix}${'00'.repeat(16)}${key.slice(-64)}`
  assert.equal(refused(world, write([key, value])), undefined)
  assert.equal(refused(world, write([wrong, value])), 'CallFiltered')
})

test('only root may', () => {
  const world = testWorld()
  const key = bytesOf(TxRateLimit.key())
  for (const call of [
    callValue('System', 'set_storage', { items: [[key, encode(u64, 7n)]] }),
    callValue('System', 'kill_storage', { keys: [key] }),
    callValue('System', 'kill_prefix', { prefix: key, subkeys: 1 }),
  ])
    assert.equal(refused(world, call, signed(accountOf('alice'))), 'BadOrigin')
})

test('whatever is accepted can be read', () => {
  const rows = pallets.flatMap(({ cells }) => [...cells.values()])
  const behind = fc.oneof(fc.constant(new Uint8Array()), fc.uint8Array({ maxLength: 48 }))
  let accepted = 0
  fc.assert(
    fc.property(fc.constantFrom(...rows), behind, fc.uint8Array({ maxLength: 64 }), (row, rest, value) => {
      const world = testWorld()
      const outcome = refused(world, write([row.prefix + bytesToHex(rest).slice(2), value]))
      assert.ok(outcome === undefined || outcome === 'CallFiltered')
      if (outcome === undefined) accepted++
      for (const key of world.state.keys(row.prefix))
        assert.doesNotThrow(() => row.entry(key, world.state.get(key) ?? new Uint8Array()))
    }),
    { numRuns: 2_000 * EFFORT },
  )
  assert.ok(accepted >= 100 * EFFORT, `${accepted} accepted`)
})
