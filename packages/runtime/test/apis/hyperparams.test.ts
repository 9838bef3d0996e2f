// Every hyperparameter's way into the answers: a row is set to a value of its own, and exactly its fields change.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { I32F32, U64F64 } from '@taonet/wire'
import { subnetInfoApi } from '../../src/apis/subnet-info.ts'
import type { HyperparamValue } from '../../src/apis/types/hyperparams.ts'
import { neurons } from '../../src/chapters/neurons/table.ts'
import { staking } from '../../src/chapters/staking/table.ts'
import { subnets } from '../../src/chapters/subnets/table.ts'
import { Tao } from '../../src/nouns.ts'
import type { World } from '../../src/world.ts'
import { ONE, TWO } from '../staking/market.ts'
import { ask, scene } from './scene.ts'

const n = neurons.storage
const s = subnets.storage
type Set = (world: World) => void

/** Field of an answer, the change of its row, what the field says then, and its kind in the third edition. */
const FIELDS: readonly (readonly [string, Set, unknown, HyperparamValue['type']?])[] = [
  ['rho', w => s.Rho.put(w, ONE, 71), 71],
  ['kappa', w => s.Kappa.put(w, ONE, 72), 72, 'U16'],
  ['immunity_period', w => n.ImmunityPeriod.put(w, ONE, 73), 73, 'U16'],
  ['min_allowed_weights', w => s.MinAllowedWeights.put(w, ONE, 74), 74, 'U16'],
  ['max_weights_limit', w => s.MaxWeightsLimit.put(w, ONE, 75), 75, 'U16'],
  ['tempo', w => s.Tempo.put(w, ONE, 76), 76, 'U16'],
  ['min_difficulty', w => n.MinDifficulty.put(w, ONE, 77n), 77n],
  ['max_difficulty', w => n.MaxDifficulty.put(w, ONE, 78n), 78n],
  ['weights_version', w => s.WeightsVersionKey.put(w, ONE, 79n), 79n, 'U64'],
  ['weights_rate_limit', w => s.WeightsSetRateLimit.put(w, ONE, 80n), 80n, 'U64'],
  ['adjustment_interval', w => n.AdjustmentInterval.put(w, ONE, 81), 81],
  ['activity_cutoff', w => s.ActivityCutoff.put(w, ONE, 482), 482, 'U16'],
  ['activity_cutoff_factor', w => s.ActivityCutoffFactorMilli.put(w, ONE, 1_083), 1_083, 'U32'],
  ['registration_allowed', w => n.NetworkRegistrationAllowed.put(w, ONE, false), false, 'Bool'],
  ['target_regs_per_interval', w => n.TargetRegistrationsPerInterval.put(w, ONE, 84), 84, 'U16'],
  ['min_burn', w => n.MinBurn.put(w, ONE, Tao(85n)), 85n, 'TaoBalance'],
  ['max_burn', w => n.MaxBurn.put(w, ONE, Tao(86n)), 86n, 'TaoBalance'],
  ['burn_half_life', w => n.BurnHalfLife.put(w, ONE, 87), 87, 'U16'],
  ['burn_increase_mult', w => n.BurnIncreaseMult.put(w, ONE, U64F64.one), U64F64.one, 'U64F64'],
  ['bonds_moving_avg', w => s.BondsMovingAverage.put(w, ONE, 88n), 88n, 'U64'],
  ['max_regs_per_block', w => n.MaxRegistrationsPerBlock.put(w, ONE, 89), 89, 'U16'],
  ['serving_rate_limit', w => n.ServingRateLimit.put(w, ONE, 90n), 90n, 'U64'],
  ['max_validators', w => s.MaxAllowedValidators.put(w, ONE, 91), 91, 'U16'],
  ['adjustment_alpha', w => n.AdjustmentAlpha.put(w, ONE, 92n), 92n],
  ['difficulty', w => n.Difficulty.put(w, ONE, 93n), 93n],
  ['commit_reveal_period', w => s.RevealPeriodEpochs.put(w, ONE, 94n), 94n, 'U64'],
  ['commit_reveal_weights_enabled', w => s.CommitRevealWeightsEnabled.put(w, ONE, false), false, 'Bool'],
  ['alpha_high', w => s.AlphaValues.put(w, ONE, [45_875, 95]), 95, 'U16'],
  ['alpha_low', w => s.AlphaValues.put(w, ONE, [96, 58_982]), 96, 'U16'],
  ['liquid_alpha_enabled', w => s.LiquidAlphaOn.put(w, ONE, true), true, 'Bool'],
  [
    'alpha_sigmoid_steepness',
    w => s.AlphaSigmoidSteepness.put(w, ONE, -97),
    I32F32.fromInteger(-97n),
    'I32F32',
  ],
  ['yuma_version', w => s.Yuma3On.put(w, ONE, false), 2, 'U16'],
  ['subnet_is_active', w => s.SubtokenEnabled.put(w, ONE, false), false, 'Bool'],
  ['transfers_enabled', w => staking.storage.TransferToggle.put(w, ONE, false), false, 'Bool'],
  ['bonds_reset_enabled', w => s.BondsResetOn.put(w, ONE, true), true, 'Bool'],
  ['owner_cut_enabled', w => s.OwnerCutEnabled.put(w, ONE, false), false, 'Bool'],
  ['owner_cut_auto_lock_enabled', w => s.OwnerCutAutoLockEnabled.put(w, ONE, true), true, 'Bool'],
  ['min_childkey_take', w => s.MinChildkeyTakePerSubnet.put(w, ONE, 98), 98, 'U16'],
  ['max_uids', w => n.MaxAllowedUids.put(w, ONE, 99), 99],
  ['burn', w => n.Burn.put(w, ONE, Tao(100n)), 100n],
  ['pow_registration_allowed', w => n.NetworkPowRegistrationAllowed.put(w, ONE, false), false],
]

type Answers = ReadonlyMap<string, unknown>

/** All fields of all four answers that speak of hyperparameters, by `answer.field`. */
function answers(world: World, netuid = ONE): Answers {
  const third = ask(world, subnetInfoApi, 'get_subnet_hyperparams_v3', { netuid }) ?? []
  const all = {
    first: ask(world, subnetInfoApi, 'get_subnet_hyperparams', { netuid }) ?? {},
    second: ask(world, subnetInfoApi, 'get_subnet_hyperparams_v2', { netuid }) ?? {},
    third: Object.fromEntries(third.map(({ name, value }) => [Buffer.from(name).toString(), value])),
    metagraph: ask(world, subnetInfoApi, 'get_metagraph', { netuid }) ?? {},
  }
  return new Map(
    Object.entries(all).flatMap(([answer, fields]) =>
      Object.entries(fields).map(([field, value]): [string, unknown] => [`${answer}.${field}`, value]),
    ),
  )
}

const text = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? `${one}n` : one)) ?? 'undefined'

test('a change of a row changes its fields, to its value, and no other', () => {
  const before = answers(scene())
  const moved = new Set<string>()
  for (const [field, change, value, kind] of FIELDS) {
    const world = scene()
    change(world)
    const after = answers(world)
    const changed = [...after].filter(([key, one]) => text(one) !== text(before.get(key)))
    const places = ['first', 'second', 'third', 'metagraph'].filter(one => before.has(`${one}.${field}`))
    assert.ok(places.length > 0, field)
    assert.deepEqual(
      changed.map(([key]) => key),
      places.map(place => `${place}.${field}`),
    )
    for (const [key, one] of changed) {
      moved.add(key)
      const expected = key.startsWith('third.') ? { type: kind, value } : value
      assert.equal(text(one), text(expected), key)
    }
    assert.deepEqual(answers(world, TWO), answers(scene(), TWO))
  }
  const still = [...before.keys()].filter(key => !key.startsWith('metagraph.') && !moved.has(key))
  assert.deepEqual(still, ['second.user_liquidity_enabled', 'third.user_liquidity_enabled'])
})

test('the third edition lists its names in their order', () => {
  const named = [...answers(scene()).keys()].filter(key => key.startsWith('third.')).map(key => key.slice(6))
  assert.equal(
    named.join(' '),
    'kappa immunity_period min_allowed_weights max_weights_limit tempo weights_version weights_rate_limit ' +
      'activity_cutoff activity_cutoff_factor registration_allowed target_regs_per_interval min_burn max_burn ' +
      'burn_half_life burn_increase_mult bonds_moving_avg max_regs_per_block serving_rate_limit max_validators ' +
      'commit_reveal_period commit_reveal_weights_enabled alpha_high alpha_low liquid_alpha_enabled ' +
      'alpha_sigmoid_steepness yuma_version subnet_is_active transfers_enabled bonds_reset_enabled ' +
      'user_liquidity_enabled owner_cut_enabled owner_cut_auto_lock_enabled min_childkey_take',
  )
})
