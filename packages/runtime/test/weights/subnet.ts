// A subnet with a few neurons for tests of weights: open weights, no pace, permits for all.
import type { AccountId } from '@taonet/wire'
import { ValidatorPermit } from '../../src/chapters/epoch/table.ts'
import { registerNeuron } from '../../src/chapters/neurons/registry.ts'
import { MaxAllowedUids } from '../../src/chapters/neurons/table.ts'
import { addNetwork } from '../../src/chapters/subnets/creation.ts'
import { noteEpoch } from '../../src/chapters/subnets/schedule.ts'
import {
  CommitRevealWeightsEnabled,
  LastEpochBlock,
  MinAllowedWeights,
  SubnetOwnerHotkey,
  Tempo,
  WeightsSetRateLimit,
} from '../../src/chapters/subnets/table.ts'
import { MechId, NetUid } from '../../src/nouns.ts'
import { accountOf, type TestWorld, testWorld } from '../world.ts'

export const NET = NetUid(3)
export const FIRST = MechId(0)
export const BLOCK = 1_000
export const TEMPO = 100

/** The hotkey of each uid; uid 0 is the owner's. */
export const members = ['zero', 'one', 'two', 'three'].map(accountOf)
export const member = (uid: number): AccountId => members[uid] ?? accountOf('nobody')

export function subnet(commitReveal: boolean): TestWorld {
  const world = testWorld({ block: BLOCK })
  addNetwork(world, NET, 1)
  Tempo.put(world, NET, TEMPO)
  LastEpochBlock.put(world, NET, BigInt(BLOCK))
  MaxAllowedUids.put(world, NET, 8)
  MinAllowedWeights.put(world, NET, 2)
  WeightsSetRateLimit.put(world, NET, 0n)
  CommitRevealWeightsEnabled.put(world, NET, commitReveal)
  SubnetOwnerHotkey.put(world, NET, member(0))
  for (const hotkey of members) registerNeuron(world, NET, hotkey)
  ValidatorPermit.put(
    world,
    NET,
    members.map(() => true),
  )
  return world
}

/** The next epoch begins with the next block. */
export function nextEpoch(world: TestWorld): void {
  world.block += TEMPO
  noteEpoch(world, NET)
}
