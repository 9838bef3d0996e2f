// Extrinsics whose bytes were changed, cut or lengthened on the way, and piles of calls: they are turned away or run, and
// quickly, before anybody has checked a signature.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DecodeError, Writer } from '@taonet/wire'
import fc from 'fast-check'
import { callValue, composeCall, decodeCall, MechId, NetUid } from '../../src/tables.ts'
import { account } from '../frame/chain.ts'
import { Branch, livelyNetwork } from './lively.ts'

const RUNS = Number(process.env.TAONET_CASES ?? 300)

const network = livelyNetwork()
const branch = new Branch(network)
const netuid = NetUid(1)
const calls = [
  composeCall('SubtensorModule', 'set_mechanism_weights', {
    netuid,
    mecid: MechId(1),
    dests: [1, 2, 3],
    weights: [1, 2, 3],
    version_key: 0n,
  }),
  composeCall('Utility', 'force_batch', {
    calls: [
      callValue('System', 'remark', { remark: new Uint8Array(3) }),
      callValue('SubtensorModule', 'burned_register', { netuid, hotkey: account('new') }),
    ],
  }),
  composeCall('Commitments', 'set_commitment', {
    netuid,
    info: { fields: [{ type: 'Sha256', value: new Uint8Array(32) }] },
  }),
]

const mangled = fc
  .record({
    call: fc.constantFrom(...calls),
    changes: fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 4 }),
    cut: fc.option(fc.nat(220), { freq: 4 }),
    tail: fc.uint8Array({ maxLength: 3 }),
  })
  .map(({ call, changes, cut, tail }) => {
    const bytes = branch.sign('validator 0', call, branch.nonce('validator 0'))
    for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte
    return Uint8Array.from([...bytes.subarray(0, cut ?? bytes.length), ...tail])
  })

test('mangled extrinsics are answered, by the pool and by the block', () => {
  let refused = 0
  fc.assert(
    fc.property(mangled, bytes => {
      branch.runtime.signatureOf(branch.state, bytes, branch.head)
      branch.runtime.validate(branch.state, bytes, branch.head)
      const { applied } = new Branch(network).block(bytes)
      if (applied[0]?.ok === false) refused++
    }),
    { numRuns: RUNS * 3 },
  )
  assert.ok(refused > RUNS)
})

/** `count` items of the same bytes in a list, as the argument of a call. */
function pile(pallet: number, index: number, count: number, item: readonly number[]): Uint8Array {
  const head = new Writer()
  head.u8(pallet)
  head.u8(index)
  head.compact(count)
  const start = head.done()
  const bytes = new Uint8Array(start.length + count * item.length)
  bytes.set(start)
  for (let i = 0; i < count; i++) bytes.set(item, start.length + i * item.length)
  return bytes
}

test('a pile of calls is not even unpacked beyond what a block could run, at whatever depth', () => {
  const remark = [0, 0, 0]
  assert.ok(decodeCall(pile(11, 4, 25_999, remark)))
  assert.throws(() => decodeCall(pile(11, 4, 26_000, remark)), DecodeError)
  const half = [...pile(11, 4, 13_000, remark)]
  assert.ok(decodeCall(pile(11, 4, 1, half)))
  assert.throws(() => decodeCall(pile(11, 4, 2, half)), DecodeError)
  // What was refused counts for nothing afterwards.
  assert.ok(decodeCall(pile(11, 4, 25_999, remark)))
})

test('lists of lists of weights are as short as they can mean anything', () => {
  const batch = (count: number): Uint8Array =>
    Uint8Array.from([7, 80, 0, ...pile(0, 0, count, [0]).subarray(2), 0])
  assert.ok(decodeCall(batch(4_096)))
  assert.throws(() => decodeCall(batch(4_097)), DecodeError)
})
