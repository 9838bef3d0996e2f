// register_network (chain-registry §3.1, §3.1a, §3.2).
import assert from 'node:assert/strict'
import test from 'node:test'
import type { AccountId } from '@taonet/wire'
import { U64F64 } from '@taonet/wire'
import { balancesInvariants } from '../../src/chapters/balances/invariants.ts'
import { freeBalance, issue, setFree } from '../../src/chapters/balances/ledger.ts'
import { neuronsInvariants } from '../../src/chapters/neurons/invariants.ts'
import { uidOf } from '../../src/chapters/neurons/registry.ts'
import { Burn, ImmunityPeriod, MaxAllowedUids, ServingRateLimit } from '../../src/chapters/neurons/table.ts'
import { createAccountIfNew } from '../../src/chapters/staking/accounts.ts'
import { price } from '../../src/chapters/staking/pool.ts'
import { SubnetAlphaIn, SubnetAlphaOut, SubnetTAO, TotalStake } from '../../src/chapters/staking/table.ts'
import { registerNetwork } from '../../src/chapters/subnets/creation.ts'
import { openRootNetwork } from '../../src/chapters/subnets/genesis.ts'
import { subnetsInvariants } from '../../src/chapters/subnets/invariants.ts'
import { chooseNewSubnetParameter } from '../../src/chapters/subnets/new-subnet.ts'
import { networkLockCost } from '../../src/chapters/subnets/price.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import {
  CommitRevealWeightsEnabled,
  FirstEmissionBlockNumber,
  LastEpochBlock,
  LastRateLimitedBlock,
  MaxAllowedValidators,
  MinAllowedWeights,
  NetworkLastLockCost,
  NetworkRateLimit,
  NetworkRegisteredAt,
  NetworkRegistrationStartBlock,
  NetworksAdded,
  RegisteredSubnetCounter,
  SubnetEmissionEnabled,
  SubnetIdentitiesV3,
  SubnetLimit,
  SubnetLocked,
  SubnetMechanism,
  SubnetOwner,
  SubnetOwnerHotkey,
  SubtokenEnabled,
  Tempo,
  TotalNetworks,
  Yuma3On,
} from '../../src/chapters/subnets/table.ts'
import { Alpha, NetUid, Tao } from '../../src/nouns.ts'
import { testOrder } from '../staking/steps.ts'
import { accountOf, eventNames, refusalOf, type TestWorld, testWorld } from '../world.ts'

const TAO = 1_000_000_000n
const alice = accountOf('alice')
const aliceHot = accountOf('alice hot')
const LAST = { type: 'NetworkLastRegistered', value: undefined } as const

function chain(block = 10_000): TestWorld {
  const world = testWorld({ block })
  openRootNetwork(world)
  issue(world, alice, Tao(100_000n * TAO))
  return world
}

const identity = (length: number) => {
  const text = new Uint8Array(length)
  return {
    subnet_name: text,
    github_repo: new Uint8Array(),
    subnet_contact: new Uint8Array(),
    subnet_url: new Uint8Array(),
    discord: new Uint8Array(),
    description: new Uint8Array(),
    logo_url: new Uint8Array(),
    additional: new Uint8Array(),
  }
}

testOrder(
  'register_network',
  () => ({ world: chain(), hotkey: aliceHot as AccountId, named: 256 }),
  [
    {
      error: 'NonAssociatedColdKey',
      break: one => createAccountIfNew(one.world, accountOf('bob'), one.hotkey),
      without: [1],
    },
    {
      error: 'CannotUseSystemAccount',
      break: one => {
        one.hotkey = subnetAccount(NetUid(7))
      },
    },
    {
      error: 'SubNetRegistrationDisabled',
      break: ({ world }) => NetworkRegistrationStartBlock.put(world, 10_001n),
    },
    {
      error: 'NetworkTxRateLimitExceeded',
      break: ({ world }) => LastRateLimitedBlock.put(world, LAST, 10_000n - 7_199n),
    },
    { error: 'SubnetLimitReached', break: ({ world }) => SubnetLimit.put(world, 0) },
    {
      error: 'CannotAffordLockCost',
      break: ({ world }) => setFree(world, alice, Tao(1_000n * TAO - 1n)),
    },
    {
      error: 'InvalidIdentity',
      break: one => {
        one.named = 257
      },
    },
  ],
  ({ world, hotkey, named }) => registerNetwork(world, alice, hotkey, identity(named)),
)

test('a new subnet begins with the values of the protocol', () => {
  const world = chain()
  const mark = world.events.length
  const netuid = registerNetwork(world, alice, aliceHot, identity(3))
  assert.equal(netuid, 1)
  assert.equal(TotalNetworks.get(world), 2)
  assert.equal(SubnetMechanism.get(world, netuid), 1)
  assert.equal(SubnetOwner.get(world, netuid), alice)
  assert.equal(SubnetOwnerHotkey.get(world, netuid), aliceHot)
  assert.equal(uidOf(world, netuid, aliceHot), 0)
  assert.equal(NetworkRegisteredAt.get(world, netuid), 10_000n)
  assert.equal(RegisteredSubnetCounter.get(world, netuid), 1n)
  assert.equal(Tempo.get(world, netuid), 360)
  assert.equal(LastEpochBlock.get(world, netuid), 9_999n)
  assert.equal(MaxAllowedUids.get(world, netuid), 256)
  assert.equal(MaxAllowedValidators.get(world, netuid), 64)
  assert.equal(MinAllowedWeights.get(world, netuid), 1)
  assert.equal(ImmunityPeriod.get(world, netuid), 5_000)
  assert.equal(Yuma3On.get(world, netuid), true)
  assert.equal(Burn.get(world, netuid), TAO)
  assert.equal(CommitRevealWeightsEnabled.get(world, netuid), true)
  assert.equal(SubnetEmissionEnabled.get(world, netuid), false)
  assert.equal(SubtokenEnabled.get(world, netuid), false)
  assert.equal(FirstEmissionBlockNumber.get(world, netuid), undefined)
  assert.equal(SubnetIdentitiesV3.get(world, netuid)?.subnet_name.length, 3)
  const names = eventNames(world, mark)
  assert.ok(names.includes('SubnetIdentitySet') && names.includes('NeuronRegistered'))
  assert.deepEqual(world.events.at(-1)?.fields, { netuid, modality: 0 })
  subnetsInvariants(world)
  neuronsInvariants(world)
  balancesInvariants(world)
})

test('the whole lock becomes liquidity, at price 1 in the first pool and at the median in the next', () => {
  const world = chain()
  NetworkRateLimit.put(world, 0n)
  const one = registerNetwork(world, alice, aliceHot)
  assert.equal(SubnetTAO.get(world, one), 1_000n * TAO)
  assert.equal(SubnetAlphaIn.get(world, one), 1_000n * TAO)
  assert.equal(SubnetAlphaOut.get(world, one), 0n)
  assert.equal(SubnetLocked.get(world, one), 1_000n * TAO)
  assert.equal(freeBalance(world, subnetAccount(one)), 1_000n * TAO)
  assert.equal(freeBalance(world, alice), 99_000n * TAO)
  SubnetAlphaIn.put(world, one, Alpha(250n * TAO))
  const two = registerNetwork(world, alice, aliceHot)
  assert.equal(two, 2)
  assert.equal(SubnetTAO.get(world, two), 2_000n * TAO)
  assert.equal(SubnetAlphaIn.get(world, two), 500n * TAO)
  assert.equal(U64F64.toNumber(price(world, two)), 4)
  assert.equal(TotalStake.get(world), 3_000n * TAO)
})

test('the price doubles with a registration and falls by the block, and a registration records what it moved', () => {
  const world = chain(1)
  NetworkRateLimit.put(world, 0n)
  assert.equal(networkLockCost(world), 1_000n * TAO)
  registerNetwork(world, alice, aliceHot)
  assert.equal(NetworkLastLockCost.get(world), 1_000n * TAO)
  assert.equal(networkLockCost(world), 2_000n * TAO)
  world.block += 50_400
  // floor(1e12 / 100 800) a block, the division first.
  assert.equal(networkLockCost(world), 2_000n * TAO - 9_920_634n * 50_400n)
  world.block += 10_000_000
  assert.equal(networkLockCost(world), 1_000n * TAO)
})

test('the rate limit passes exactly NetworkRateLimit blocks after the last registration, whoever it was', () => {
  const world = chain(100)
  issue(world, accountOf('bob'), Tao(10_000n * TAO))
  registerNetwork(world, alice, aliceHot)
  const again = () =>
    refusalOf(world, () => registerNetwork(world, accountOf('bob'), accountOf('bob hot')))?.name
  world.block = 100 + 7_199
  assert.equal(again(), 'NetworkTxRateLimitExceeded')
  world.block = 100 + 7_200
  assert.equal(again(), undefined)
})

test('a payer at the price keeps the existential deposit, and the pool opens no smaller', () => {
  const world = chain()
  setFree(world, alice, Tao(1_000n * TAO))
  const netuid = registerNetwork(world, alice, aliceHot)
  assert.equal(freeBalance(world, alice), 500n)
  assert.equal(SubnetLocked.get(world, netuid), 1_000n * TAO - 500n)
  assert.equal(NetworkLastLockCost.get(world), 1_000n * TAO - 500n)
  assert.equal(SubnetTAO.get(world, netuid), 1_000n * TAO)
})

test('the smallest free number is taken', () => {
  const world = chain()
  NetworkRateLimit.put(world, 0n)
  for (const _ of [1, 2, 3]) registerNetwork(world, alice, aliceHot)
  NetworksAdded.remove(world, NetUid(2))
  assert.equal(registerNetwork(world, alice, accountOf('other hot')), 2)
})

test('what a network chose for its new subnets is written over the protocol’s values', () => {
  const world = chain(10_007)
  NetworkRateLimit.put(world, 0n)
  chooseNewSubnetParameter(world, 'Tempo', 3)
  chooseNewSubnetParameter(world, 'CommitRevealWeightsEnabled', false)
  chooseNewSubnetParameter(world, 'ServingRateLimit', 0n)
  const last = [1, 2, 3, 4, 5].map(() => registerNetwork(world, alice, aliceHot)).at(-1)
  assert.ok(last)
  assert.equal(Tempo.get(world, last), 3)
  assert.equal(CommitRevealWeightsEnabled.get(world, last), false)
  assert.equal(ServingRateLimit.get(world, last), 0n)
  // Staggered by the chosen tempo: 5 mod 3.
  assert.equal(LastEpochBlock.get(world, last), 10_005n)
  assert.equal(CommitRevealWeightsEnabled.fallback, true)
  assert.throws(() => chooseNewSubnetParameter(world, 'NoSuchThing', 1), /no hyperparameter/)
})
