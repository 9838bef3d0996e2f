// What root stake sets off: watermarks and the index of coldkeys (chain-emission §1.9).
import assert from 'node:assert/strict'
import test from 'node:test'
import { type AccountId, I96F32 } from '@taonet/wire'
import fc from 'fast-check'
import {
  NumStakingColdkeys,
  RootClaimable,
  RootClaimed,
  StakingColdkeys,
  StakingColdkeysByIndex,
} from '../../src/chapters/emission/table.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { removeStake } from '../../src/chapters/staking/remove.ts'
import { stakeOf } from '../../src/chapters/staking/stake.ts'
import { Alpha, ROOT, Tao } from '../../src/nouns.ts'
import type { TestWorld } from '../world.ts'
import { alice, aliceHot, bobHot, coldkeys, hotkeys, market, ONE, TAO, TWO } from './market.ts'

test('new root stake claims no old dividend, and taking it back changes nothing', () => {
  const world = market()
  RootClaimable.put(world, aliceHot, [
    [ONE, I96F32.ratioTrunc(1n, 3n)],
    [TWO, I96F32.fromInteger(2n)],
  ])
  addStake(world, alice, bobHot, ROOT, Tao(3n * TAO))
  assert.equal(RootClaimed.get(world, ONE, aliceHot, alice), 0n)
  addStake(world, alice, aliceHot, ROOT, Tao(3n * TAO))
  assert.equal(RootClaimed.get(world, ONE, aliceHot, alice), (I96F32.ratioTrunc(1n, 3n) * 3n * TAO) >> 32n)
  assert.equal(RootClaimed.get(world, TWO, aliceHot, alice), 6n * TAO)
  removeStake(world, alice, aliceHot, ROOT, Alpha(TAO))
  assert.equal(RootClaimed.get(world, TWO, aliceHot, alice), 4n * TAO)
  RootClaimed.put(world, TWO, aliceHot, alice, 1n)
  removeStake(world, alice, aliceHot, ROOT, Alpha(2n * TAO))
  assert.equal(RootClaimed.get(world, TWO, aliceHot, alice), 0n)
})

function unstakeRoot(world: TestWorld, coldkey: AccountId, hotkey: AccountId): void {
  const held = stakeOf(world, hotkey, coldkey, ROOT)
  if (held > 0n) removeStake(world, coldkey, hotkey, ROOT, held)
}

test('the index lists exactly those with root stake, without gaps; the last fills a freed place', () => {
  const acts = fc.array(
    fc.tuple(fc.constantFrom(...coldkeys), fc.constantFrom(...hotkeys.slice(0, 2)), fc.boolean()),
    { minLength: 5, maxLength: 30 },
  )
  fc.assert(
    fc.property(acts, list => {
      const world = market()
      const model: string[] = []
      for (const [cold, hot, add] of list) {
        if (add) addStake(world, cold, hot, ROOT, Tao(TAO))
        else for (const one of hotkeys) unstakeRoot(world, cold, one)
        const at = model.indexOf(cold)
        if (add && at === -1) model.push(cold)
        if (!add && at !== -1) {
          const last = model.pop()
          if (last !== undefined && at < model.length) model[at] = last
        }
        assert.equal(NumStakingColdkeys.get(world), BigInt(model.length))
        for (const [i, one] of model.entries())
          assert.equal(StakingColdkeysByIndex.get(world, BigInt(i)), one)
        for (const one of coldkeys)
          assert.equal(
            StakingColdkeys.get(world, one),
            model.includes(one) ? BigInt(model.indexOf(one)) : undefined,
          )
      }
    }),
  )
})
