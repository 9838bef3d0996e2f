// Questions about what does not exist: an empty answer, never an error (wire-runtime-apis §3).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesToHex } from '@taonet/wire'
import fc from 'fast-check'
import { ApiNotFound, serveApis, whole } from '../../src/api.ts'
import { apiAnswers } from '../../src/apis/answers.ts'
import { delegateInfoApi } from '../../src/apis/delegate-info.ts'
import { neuronInfoApi } from '../../src/apis/neuron-info.ts'
import { stakeInfoApi } from '../../src/apis/stake-info.ts'
import { subnetInfoApi } from '../../src/apis/subnet-info.ts'
import { swapApi } from '../../src/apis/swap.ts'
import { MechId, NetUid, Uid } from '../../src/nouns.ts'
import { ONE } from '../staking/market.ts'
import { accountOf, testWorld } from '../world.ts'
import { ask, askBytes, scene } from './scene.ts'

const world = scene()
const stranger = accountOf('stranger')
/** Arguments for every input there is; a method takes those it names. */
const args = (netuid: number) => ({
  netuid: NetUid(netuid),
  uid: Uid(0),
  mecid: MechId(0),
  subid: MechId(0),
  metagraph_indexes: [0, 1, 73, 65_535],
  coldkey: stranger,
  hotkey_account: stranger,
  coldkey_account: stranger,
})

test('an unknown subnet is None everywhere, and an empty list of neurons', () => {
  const about = [neuronInfoApi, subnetInfoApi, stakeInfoApi].flatMap(api =>
    Object.entries(api.methods)
      .filter(([, { inputs }]) => 'netuid' in inputs)
      .map(([name]) => [api, name] as const),
  )
  assert.ok(about.length >= 18)
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 65_535 }), netuid => {
      for (const [api, name] of about)
        assert.equal(bytesToHex(askBytes(world, api, name, args(netuid))), '0x00', name)
    }),
    { numRuns: 50 },
  )
})

test('an unknown uid or mechanism is None', () => {
  assert.equal(ask(world, neuronInfoApi, 'get_neuron', { netuid: ONE, uid: Uid(3) }), undefined)
  assert.equal(ask(world, neuronInfoApi, 'get_neuron_lite', { netuid: ONE, uid: Uid(65_535) }), undefined)
  for (const mechanism of [2, 15, 255]) {
    const mecid = MechId(mechanism)
    assert.equal(ask(world, subnetInfoApi, 'get_mechagraph', { netuid: ONE, mecid }), undefined)
    const chosen = { netuid: ONE, subid: mecid, metagraph_indexes: [0] }
    assert.equal(ask(world, subnetInfoApi, 'get_selective_mechagraph', chosen), undefined)
  }
})

test('an account that nobody knows has no stake, no delegation and no destination', () => {
  const who = { coldkey_account: stranger }
  assert.deepEqual(ask(world, stakeInfoApi, 'get_stake_info_for_coldkey', who), [])
  const several = { coldkey_accounts: [stranger, stranger] }
  assert.deepEqual(ask(world, stakeInfoApi, 'get_stake_info_for_coldkeys', several), [
    [stranger, []],
    [stranger, []],
  ])
  assert.equal(ask(world, delegateInfoApi, 'get_delegate', { delegate_account: stranger }), undefined)
  assert.deepEqual(ask(world, delegateInfoApi, 'get_delegated', { delegatee_account: stranger }), [])
  const coldkey = { coldkey: stranger, netuid: ONE }
  assert.equal(ask(world, subnetInfoApi, 'get_coldkey_auto_stake_hotkey', coldkey), undefined)
})

test('a pool that does not exist has no price and trades nothing', () => {
  const netuid = NetUid(9)
  assert.equal(ask(world, swapApi, 'current_alpha_price', { netuid }), 0n)
  const zeros = '0x'.padEnd(2 + 6 * 16, '0')
  for (const [name, side] of [
    ['sim_swap_tao_for_alpha', 'tao'],
    ['sim_swap_alpha_for_tao', 'alpha'],
  ] as const)
    assert.equal(bytesToHex(askBytes(world, swapApi, name, { netuid, [side]: 5n })), zeros)
})

test('a chain without anything answers every question', () => {
  const empty = testWorld()
  for (const { api } of apiAnswers)
    for (const [name, { inputs }] of Object.entries(api.methods)) {
      const known = { ...args(0), tao: 1n, alpha: 1n, amount: 1n, delegate_account: stranger }
      const more = { delegatee_account: stranger, coldkey_accounts: [] }
      const fee = { origin_coldkey_account: stranger, destination_coldkey_account: stranger }
      const all = { ...known, ...more, ...fee, origin: undefined, destination: [stranger, NetUid(7)] }
      for (const input of Object.keys(inputs)) assert.ok(input in all, input)
      assert.ok(askBytes(empty, api, name, all).length > 0, name)
    }
})

test('a method that is not listed is not found', () => {
  const serve = serveApis(apiAnswers)
  const steps = serve(world, 'SubnetInfoRuntimeApi_get_everything', new Uint8Array())
  assert.throws(() => whole(steps), ApiNotFound)
})
