// The invariants of emission notice what they are for: each of these states is wrong in one way.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { I96F32, U96F32 } from '@taonet/wire'
import { emissionInvariants } from '../../src/chapters/emission/invariants.ts'
import {
  MinerBurned,
  NumStakingColdkeys,
  PendingServerEmission,
  RootClaimable,
  StakingColdkeys,
  StakingColdkeysByIndex,
  SubnetMovingPrice,
} from '../../src/chapters/emission/table.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { SubnetAlphaOut } from '../../src/chapters/staking/table.ts'
import { Alpha, ROOT, Tao } from '../../src/nouns.ts'
import { alice, aliceHot, bob, bobHot, market, ONE, TAO, TWO } from '../staking/market.ts'
import type { TestWorld } from '../world.ts'

const WRONGS: Readonly<Record<string, (world: TestWorld) => void>> = {
  'alpha waits that was never minted': world =>
    PendingServerEmission.update(world, ONE, now => Alpha(now + SubnetAlphaOut.get(world, ONE) + 1n)),
  'a price below 0': world => SubnetMovingPrice.put(world, ONE, I96F32.fromBits(-1n)),
  'more withheld than earned': world => MinerBurned.put(world, TWO, U96F32.fromBits((1n << 32n) + 1n)),
  'rates out of order': world =>
    RootClaimable.put(world, aliceHot, [
      [TWO, I96F32.one],
      [ONE, I96F32.one],
    ]),
  'a gap in the index': world => StakingColdkeysByIndex.remove(world, 0n),
  'a wrong count': world => NumStakingColdkeys.put(world, 3n),
  'a wrong position': world => StakingColdkeys.put(world, alice, 1n),
  'one listed without root stake': world => {
    StakingColdkeysByIndex.put(world, 2n, aliceHot)
    StakingColdkeys.put(world, aliceHot, 2n)
    NumStakingColdkeys.put(world, 3n)
  },
  'one with root stake who is not listed': world => {
    StakingColdkeysByIndex.remove(world, 1n)
    StakingColdkeys.remove(world, bob)
    NumStakingColdkeys.put(world, 1n)
  },
}

const sound = (): TestWorld => {
  const world = market()
  addStake(world, alice, aliceHot, ROOT, Tao(3n * TAO))
  addStake(world, bob, bobHot, ROOT, Tao(3n * TAO))
  addStake(world, alice, aliceHot, ONE, Tao(3n * TAO))
  return world
}

test('a sound market is found sound', () => emissionInvariants(sound()))

for (const [name, wrong] of Object.entries(WRONGS)) {
  test(`noticed: ${name}`, () => {
    const world = sound()
    wrong(world)
    assert.throws(() => emissionInvariants(world), { name: 'Bug' })
  })
}
