// What bytes say of lists is believed up to a number of items, all lists of a call together: two bytes of a stranger become
// a value each, and sixteen megabytes of them would hold a node before a signature is looked at.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DecodeError, encode, struct, u16, vec } from '@taonet/wire'
import { serveApis, whole } from '../../src/api.ts'
import { apiAnswers } from '../../src/apis/answers.ts'
import { MAX_ITEMS } from '../../src/runtime-enums.ts'
import { callValue, composeCall, decodeCall, NetUid } from '../../src/tables.ts'
import { testWorld } from '../world.ts'

const tooMany = (thrown: unknown): boolean =>
  thrown instanceof DecodeError && thrown.message.includes('too many items')

const weights = (dests: number, values: number): Uint8Array =>
  composeCall('SubtensorModule', 'set_weights', {
    netuid: NetUid(1),
    dests: Array(dests).fill(1),
    weights: Array(values).fill(2),
    version_key: 0n,
  })

test('as many uids and weights as uids can be numbered, and not one more', () => {
  const { args } = decodeCall(weights(65_536, 65_536))
  assert.deepEqual(
    [args.dests, args.weights].map(list => (list as number[]).length),
    [65_536, 65_536],
  )
  assert.throws(() => decodeCall(weights(65_536, 65_537)), tooMany)
  assert.throws(() => decodeCall(weights(MAX_ITEMS + 1, 0)), tooMany)
})

test('lists within lists count, and so do those of calls within a call', () => {
  const inner = callValue('SubtensorModule', 'set_weights', {
    netuid: NetUid(1),
    dests: Array(40_000).fill(1),
    weights: Array(40_000).fill(2),
    version_key: 0n,
  })
  const batch = (count: number) => composeCall('Utility', 'batch', { calls: Array(count).fill(inner) })
  assert.equal(decodeCall(batch(1)).name, 'batch')
  assert.throws(() => decodeCall(batch(2)), tooMany)
})

test('the arguments of a runtime API have the same bound', () => {
  const serve = serveApis(apiAnswers)
  const asked = (indexes: number): Uint8Array => {
    const data = struct('', { netuid: u16, metagraph_indexes: vec(u16) })
    const args = encode(data, { netuid: 1, metagraph_indexes: Array(indexes).fill(1) })
    return whole(serve(testWorld(), 'SubnetInfoRuntimeApi_get_selective_metagraph', args))
  }
  assert.deepEqual(asked(MAX_ITEMS), Uint8Array.of(0), 'there is no subnet 1')
  assert.throws(() => asked(MAX_ITEMS + 1), tooMany)
})

test('bytes are no list', () => {
  const call = composeCall('System', 'remark', { remark: new Uint8Array(MAX_ITEMS * 8) })
  assert.equal(decodeCall(call).name, 'remark')
})
