// What hyperparameters ask of each other, and the calls of AdminUtils that set more than one plain value
// (chain-registry §3.5, chain-epoch §2.11).
import assert from 'node:assert/strict'
import test from 'node:test'
import { adminCalls } from '../../src/chapters/admin/calls.ts'
import { Bonds, Incentive } from '../../src/chapters/epoch/table.ts'
import { appendNeuron } from '../../src/chapters/neurons/registry.ts'
import {
  ImmunityPeriod,
  MaxAllowedUids,
  MinAllowedUids,
  SubnetworkN,
} from '../../src/chapters/neurons/table.ts'
import { storageIndex, subnetAccount } from '../../src/chapters/subnets/registry.ts'
import {
  AlphaValues,
  LastEpochBlock,
  LastRateLimitedBlock,
  LiquidAlphaOn,
  MechanismCountCurrent,
  MechanismEmissionSplit,
  MinChildkeyTake,
  NetworksAdded,
  SubnetOwner,
  SubnetOwnerHotkey,
  Tempo,
  TransactionKeyLastBlock,
  WeightsVersionKey,
} from '../../src/chapters/subnets/table.ts'
import { LastUpdate, WeightCommits, Weights } from '../../src/chapters/weights/table.ts'
import { MechId, NetUid, ROOT, Uid } from '../../src/nouns.ts'
import { type Origin, root, signed } from '../../src/world.ts'
import { alice, aliceHot, market, ONE, owner, ownerHotkey } from '../staking/market.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, refusalOf, type TestWorld } from '../world.ts'

function scene(): { world: TestWorld; origin: Origin } {
  const world = market()
  world.block = 20_000
  Tempo.put(world, ONE, 1_000)
  LastEpochBlock.put(world, ONE, 19_500n)
  return { world, origin: signed(owner) }
}
const call = (world: TestWorld, name: string, origin: Origin, args: object) =>
  adminCalls.handlers[name]?.(world, origin, { netuid: ONE, ...args })
const refusal = (world: TestWorld, name: string, origin: Origin, args: object) =>
  refusalOf(world, () => call(world, name, origin, args))?.name

const noSubnet = {
  error: 'SubnetDoesNotExist',
  break: ({ world }: { world: TestWorld }) => NetworksAdded.remove(world, ONE),
}
const stranger = {
  error: 'BadOrigin',
  break: ({ world }: { world: TestWorld }) => SubnetOwner.put(world, ONE, accountOf('somebody')),
}
const frozen = {
  error: 'AdminActionProhibitedDuringWeightsWindow',
  break: ({ world }: { world: TestWorld }) => LastEpochBlock.put(world, ONE, 19_009n),
}
const tooSoon = (kind: number, limit: bigint) => ({
  error: 'TxRateLimitExceeded',
  break: ({ world }: { world: TestWorld }) =>
    TransactionKeyLastBlock.put(world, owner, ONE, kind, 20_000n - limit + 1n),
})

test('seats: not fewer than the minimum, not fewer than are taken, not more than 256 over all mechanisms', () => {
  const { world } = scene()
  for (let at = 1; at < 70; at++) appendNeuron(world, ONE, accountOf(`hot ${at}`))
  const set = (max_allowed_uids: number) =>
    refusal(world, 'sudo_set_max_allowed_uids', root, { max_allowed_uids })
  assert.equal(set(63), 'MaxAllowedUidsLessThanMinAllowedUids')
  assert.equal(set(69), 'MaxAllowedUIdsLessThanCurrentUIds')
  assert.equal(set(70), undefined)
  assert.equal(set(257), 'MaxAllowedUidsGreaterThanDefaultMaxAllowedUids')
  MechanismCountCurrent.put(world, ONE, MechId(2))
  assert.equal(set(129), 'TooManyUIDsPerMechanism')
  assert.equal(set(128), undefined)
  const least = (min_allowed_uids: number) =>
    refusal(world, 'sudo_set_min_allowed_uids', root, { min_allowed_uids })
  assert.equal(least(128), 'MinAllowedUidsGreaterThanMaxAllowedUids')
  assert.equal(least(70), 'MinAllowedUidsGreaterThanCurrentUids')
  assert.equal(least(69), undefined)
  const validators = (max_allowed_validators: number) =>
    refusal(world, 'sudo_set_max_allowed_validators', root, { max_allowed_validators })
  assert.equal(validators(129), 'MaxValidatorsLargerThanMaxUIds')
  assert.equal(validators(128), undefined)
})

test('prices: the lowest stays below the highest and below 1 TAO, the highest above 0.1 TAO', () => {
  const { world } = scene()
  const min = (min_burn: bigint) => refusal(world, 'sudo_set_min_burn', root, { min_burn })
  const max = (max_burn: bigint) => refusal(world, 'sudo_set_max_burn', root, { max_burn })
  assert.equal(min(1_000_000_000n), 'ValueNotInBounds')
  assert.equal(min(999_999_999n), undefined)
  assert.equal(max(999_999_999n), 'ValueNotInBounds')
  assert.equal(max(1_000_000_000n), undefined)
  assert.equal(min(0n), undefined)
  assert.equal(max(100_000_000n), 'ValueNotInBounds')
  assert.equal(max(100_000_001n), undefined)
  assert.equal(min(100_000_001n), 'ValueNotInBounds')
})

test('owners have narrower bounds than root in two places', () => {
  const { world, origin } = scene()
  const bonds = (who: Origin, bonds_moving_average: bigint) =>
    refusal(world, 'sudo_set_bonds_moving_average', who, { bonds_moving_average })
  assert.equal(bonds(origin, 975_001n), 'BondsMovingAverageMaxReached')
  assert.equal(bonds(origin, 975_000n), undefined)
  assert.equal(bonds(root, 975_001n), undefined)
  const steepness = (who: Origin, value: number) =>
    refusal(world, 'sudo_set_alpha_sigmoid_steepness', who, { steepness: value })
  assert.equal(steepness(origin, -1), 'NegativeSigmoidSteepness')
  assert.equal(steepness(origin, 0), undefined)
  assert.equal(steepness(root, -1), undefined)
})

test('other bounds that have names of their own', () => {
  const { world } = scene()
  assert.equal(
    refusal(world, 'sudo_set_activity_cutoff', root, { activity_cutoff: 359 }),
    'ActivityCutoffTooLow',
  )
  const reveal = (interval: bigint) =>
    refusal(world, 'sudo_set_commit_reveal_weights_interval', root, { interval })
  assert.equal(reveal(0n), 'RevealPeriodTooSmall')
  assert.equal(reveal(101n), 'RevealPeriodTooLarge')
  assert.equal(
    refusal(world, 'sudo_set_subnet_emission_enabled', root, { netuid: ROOT, enabled: true }),
    'NotPermittedOnRootSubnet',
  )
  assert.equal(
    refusal(world, 'sudo_set_network_pow_registration_allowed', root, { registration_allowed: true }),
    'POWRegistrationDisabled',
  )
  MinChildkeyTake.put(world, 10)
  const take = (value: number) =>
    refusal(world, 'sudo_set_min_childkey_take_per_subnet', root, { take: value })
  assert.equal(take(9), 'ValueNotInBounds')
  assert.equal(take(11_797), 'ValueNotInBounds')
  assert.equal(take(10), undefined)
})

test('Yuma3 and the reset of bonds are told in AdminUtils too', () => {
  const { world } = scene()
  call(world, 'sudo_set_yuma3_enabled', root, { enabled: false })
  assert.deepEqual(world.events.at(-1), {
    pallet: 19,
    index: 1,
    name: 'Yuma3EnableToggled',
    fields: { netuid: ONE, enabled: false },
  })
  call(world, 'sudo_set_bonds_reset_enabled', root, { enabled: true })
  assert.deepEqual(
    world.events.slice(-2).map(({ name }) => name),
    ['BondsResetToggled', 'BondsResetOnSet'],
  )
})

test('sudo_set_tempo restarts the cycle', () => {
  const { world } = scene()
  call(world, 'sudo_set_tempo', root, { tempo: 20 })
  assert.equal(LastEpochBlock.get(world, ONE), 20_000n)
})

test('a version key may change every five tempos of its signer', () => {
  const { world, origin } = scene()
  const set = () => refusal(world, 'sudo_set_weights_version_key', origin, { weights_version_key: 3n })
  assert.equal(set(), undefined)
  assert.equal(WeightsVersionKey.get(world, ONE), 3n)
  const after = (blocks: number) => {
    world.block = 20_000 + blocks
    LastEpochBlock.put(world, ONE, BigInt(world.block))
    return set()
  }
  assert.equal(after(4_999), 'TxRateLimitExceeded')
  assert.equal(after(5_000), undefined)
})

const stampOf = (hyperparameter: 'AlphaValues') =>
  ({ type: 'OwnerHyperparamUpdate', value: { netuid: ONE, hyperparameter } }) as const

testOrder(
  'sudo_set_alpha_values',
  () => {
    const one = { ...scene(), low: 1_638, high: 1_638 }
    LiquidAlphaOn.put(one.world, ONE, true)
    return one
  },
  [
    stranger,
    { ...noSubnet },
    {
      error: 'TxRateLimitExceeded',
      break: ({ world }) => LastRateLimitedBlock.put(world, stampOf('AlphaValues'), 18_001n),
    },
    frozen,
    { error: 'LiquidAlphaDisabled', break: ({ world }) => LiquidAlphaOn.put(world, ONE, false) },
    {
      error: 'AlphaHighTooLow',
      break: one => {
        one.high = 1_637
      },
    },
    {
      error: 'AlphaLowOutOfRange',
      break: one => {
        one.low = 1_637
      },
    },
  ],
  ({ world, origin, low, high }) =>
    call(world, 'sudo_set_alpha_values', origin, { alpha_low: low, alpha_high: high }),
)

test('the lowest rate does not pass the highest', () => {
  const { world, origin } = scene()
  LiquidAlphaOn.put(world, ONE, true)
  const set = (alpha_low: number, alpha_high: number) =>
    refusal(world, 'sudo_set_alpha_values', origin, { alpha_low, alpha_high })
  assert.equal(set(2_001, 2_000), 'AlphaLowOutOfRange')
  assert.equal(set(2_000, 2_000), undefined)
  assert.deepEqual(AlphaValues.get(world, ONE), [2_000, 2_000])
})

testOrder(
  'sudo_set_sn_owner_hotkey',
  () => ({ ...scene(), hotkey: aliceHot }),
  [
    stranger,
    noSubnet,
    {
      error: 'TxRateLimitExceeded',
      break: one => {
        one.world.block = 100_000
        LastEpochBlock.put(one.world, ONE, 99_500n)
        LastRateLimitedBlock.put(one.world, { type: 'SetSNOwnerHotkey', value: ONE }, 100_000n - 50_399n)
      },
    },
    {
      error: 'AdminActionProhibitedDuringWeightsWindow',
      break: ({ world }) => LastEpochBlock.put(world, ONE, BigInt(world.block) - 991n),
    },
    {
      error: 'CannotUseSystemAccount',
      break: one => {
        one.hotkey = subnetAccount(NetUid(300))
      },
    },
  ],
  ({ world, origin, hotkey }) => call(world, 'sudo_set_sn_owner_hotkey', origin, { hotkey }),
)

test('the owner hotkey changes under both names, for a new owner after the old one’s stamp', () => {
  const { world, origin } = scene()
  assert.equal(SubnetOwnerHotkey.get(world, ONE), ownerHotkey)
  call(world, 'sudo_set_subnet_owner_hotkey', origin, { hotkey: aliceHot })
  assert.equal(SubnetOwnerHotkey.get(world, ONE), aliceHot)
  assert.deepEqual(world.events.at(-1)?.fields, { netuid: ONE, hotkey: aliceHot })
  SubnetOwner.put(world, ONE, alice)
  const again = () => refusal(world, 'sudo_set_sn_owner_hotkey', signed(alice), { hotkey: ownerHotkey })
  assert.equal(again(), 'TxRateLimitExceeded')
  call(world, 'sudo_set_sn_owner_hotkey', root, { hotkey: ownerHotkey })
  world.block += 50_400
  LastEpochBlock.put(world, ONE, BigInt(world.block))
  assert.equal(again(), undefined)
})

testOrder(
  'sudo_set_mechanism_count',
  () => {
    const one = { ...scene(), count: 2 }
    MaxAllowedUids.put(one.world, ONE, 128)
    return one
  },
  [
    stranger,
    noSubnet,
    tooSoon(7, 7_200n),
    frozen,
    {
      error: 'InvalidValue',
      break: one => {
        one.count = 3
      },
    },
    { error: 'TooManyUIDsPerMechanism', break: ({ world }) => MaxAllowedUids.put(world, ONE, 129) },
  ],
  ({ world, origin, count }) => call(world, 'sudo_set_mechanism_count', origin, { mechanism_count: count }),
)

test('a mechanism that ends leaves nothing, one that begins has a place for every uid; the split returns to even', () => {
  const { world } = scene()
  MaxAllowedUids.put(world, ONE, 100)
  const second = storageIndex(MechId(1), ONE)
  assert.equal(second, 4_097)
  call(world, 'sudo_set_mechanism_count', root, { mechanism_count: 2 })
  assert.equal(Incentive.get(world, second).length, SubnetworkN.get(world, ONE))
  call(world, 'sudo_set_mechanism_emission_split', root, { maybe_split: [1, 65_534] })
  assert.deepEqual(MechanismEmissionSplit.get(world, ONE), [1, 65_534])
  Weights.put(world, second, Uid(0), [[Uid(0), 1]])
  Bonds.put(world, second, Uid(0), [[Uid(0), 1]])
  LastUpdate.put(world, second, [5n])
  WeightCommits.put(world, second, ownerHotkey, [])
  call(world, 'sudo_set_mechanism_count', root, { mechanism_count: 2 })
  assert.deepEqual(MechanismEmissionSplit.get(world, ONE), [1, 65_534])
  call(world, 'sudo_set_mechanism_count', root, { mechanism_count: 1 })
  assert.equal(MechanismEmissionSplit.get(world, ONE), undefined)
  for (const row of [Weights, Bonds]) assert.equal(row.has(world, second, Uid(0)), false)
  assert.equal(LastUpdate.has(world, second) || Incentive.has(world, second), false)
  assert.equal(WeightCommits.has(world, second, ownerHotkey), false)
  assert.equal(Incentive.get(world, storageIndex(MechId(0), ONE)).length, 1)
})

testOrder(
  'sudo_set_mechanism_emission_split',
  () => ({ ...scene(), split: [65_535] }),
  [
    stranger,
    noSubnet,
    tooSoon(8, 7_200n),
    frozen,
    {
      error: 'InvalidValue',
      break: one => {
        one.split = [65_534]
      },
    },
  ],
  ({ world, origin, split }) =>
    call(world, 'sudo_set_mechanism_emission_split', origin, { maybe_split: split }),
)

test('a split has at least one part, at most one for each mechanism, and makes a whole', () => {
  const { world } = scene()
  const set = (maybe_split: number[] | undefined) =>
    refusal(world, 'sudo_set_mechanism_emission_split', root, { maybe_split })
  assert.equal(set([]), 'InvalidValue')
  assert.equal(set([65_534, 1]), 'InvalidValue')
  assert.equal(set([65_535]), undefined)
  assert.equal(set(undefined), undefined)
  assert.equal(MechanismEmissionSplit.get(world, ONE), undefined)
})

testOrder(
  'sudo_trim_to_max_allowed_uids',
  () => {
    const one = { ...scene(), most: 64 }
    ImmunityPeriod.put(one.world, ONE, 0)
    one.world.block = 400_000
    LastEpochBlock.put(one.world, ONE, 399_500n)
    return one
  },
  [
    stranger,
    noSubnet,
    {
      error: 'TxRateLimitExceeded',
      break: ({ world }) => TransactionKeyLastBlock.put(world, owner, ONE, 9, 400_000n - 215_999n),
    },
    {
      error: 'AdminActionProhibitedDuringWeightsWindow',
      break: ({ world }) => LastEpochBlock.put(world, ONE, 399_009n),
    },
    {
      error: 'InvalidValue',
      break: one => {
        one.most = 63
      },
    },
  ],
  ({ world, origin, most }) => call(world, 'sudo_trim_to_max_allowed_uids', origin, { max_n: most }),
)

test('trimming sets the number of seats, and the owner waits exactly 216000 blocks to trim again', () => {
  const { world, origin } = scene()
  MinAllowedUids.put(world, ONE, 1)
  const trim = (max_n: number) => refusal(world, 'sudo_trim_to_max_allowed_uids', origin, { max_n })
  assert.equal(trim(100), undefined)
  assert.equal(MaxAllowedUids.get(world, ONE), 100)
  const after = (blocks: number) => {
    world.block = 20_000 + blocks
    LastEpochBlock.put(world, ONE, BigInt(world.block))
    return trim(90)
  }
  assert.equal(after(215_999), 'TxRateLimitExceeded')
  assert.equal(after(216_000), undefined)
})
