// A market in which alice's hotkey has everything that a hotkey can have.
import { hash32, U64_MAX } from '@taonet/wire'
import { applyChildren } from '../../src/chapters/children/links.ts'
import { setChildren } from '../../src/chapters/children/set.ts'
import { AutoParentDelegationEnabled } from '../../src/chapters/children/table.ts'
import { setChildkeyTake } from '../../src/chapters/children/takes.ts'
import { addRootDividend } from '../../src/chapters/emission/root-dividend.ts'
import {
  AlphaDividendsPerSubnet,
  RootAlphaDividendsPerSubnet,
  TotalHotkeyAlphaLastEpoch,
} from '../../src/chapters/emission/table.ts'
import { VotingPower } from '../../src/chapters/epoch/table.ts'
import { lockStake, setPerpetual } from '../../src/chapters/locks/lock.ts'
import { appendNeuron } from '../../src/chapters/neurons/registry.ts'
import { serveAxon, servePrometheus } from '../../src/chapters/neurons/serving.ts'
import { addStake } from '../../src/chapters/staking/add.ts'
import { setAutoStakeDestination } from '../../src/chapters/staking/auto-stake.ts'
import { mintAlphaOut } from '../../src/chapters/staking/pool.ts'
import { decreaseTake } from '../../src/chapters/staking/takes.ts'
import { changeOwnerHotkey } from '../../src/chapters/subnets/owner-hotkey.ts'
import { storageIndex } from '../../src/chapters/subnets/registry.ts'
import { putCommits } from '../../src/chapters/weights/commits.ts'
import { Alpha, MechId, ROOT, Tao } from '../../src/nouns.ts'
import { alice, aliceHot, bob, bobHot, charlieHot, market, ONE, TAO, TWO } from '../staking/market.ts'
import { accountOf, type TestWorld } from '../world.ts'

export const fresh = accountOf('fresh hot')
/** Late enough for a swap on one subnet. */
export const LATE = 10_000

const address = { version: 1, ip: 0x0808_0808n, port: 9_000, ip_type: 4 }
const axon = { ...address, protocol: 4, placeholder1: 0, placeholder2: 0 }
const commit: [ReturnType<typeof hash32>, bigint, bigint, bigint] = [hash32(new Uint8Array(32)), 3n, 4n, 0n]

/** Alice owns the hotkey; bob nominates it, locks on it and has his incentive staked to it. */
export function richHotkey(): TestWorld {
  const world = market()
  // Not when an epoch is near.
  changeOwnerHotkey(world, ONE, aliceHot, 'root')
  world.block = LATE
  for (const netuid of [ROOT, ONE, TWO]) {
    appendNeuron(world, netuid, aliceHot)
    addStake(world, alice, aliceHot, netuid, Tao(50n * TAO))
    addStake(world, bob, aliceHot, netuid, Tao(31n * TAO))
  }
  serveAxon(world, ONE, aliceHot, axon, Uint8Array.of(1, 2, 3))
  servePrometheus(world, ONE, aliceHot, address)
  putCommits(world, storageIndex(MechId(0), ONE), aliceHot, [commit])
  decreaseTake(world, alice, aliceHot, 7_000)
  setChildkeyTake(world, alice, aliceHot, ONE, 900)
  applyChildren(world, aliceHot, ONE, [[U64_MAX / 4n, bobHot]])
  applyChildren(world, charlieHot, ONE, [
    [U64_MAX / 2n, aliceHot],
    [U64_MAX / 8n, bobHot],
  ])
  setChildren(world, alice, aliceHot, TWO, [[U64_MAX / 3n, bobHot]])
  setChildren(world, bob, bobHot, TWO, [[U64_MAX / 5n, aliceHot]])
  AutoParentDelegationEnabled.put(world, aliceHot, false)
  setAutoStakeDestination(world, bob, ONE, aliceHot)
  setPerpetual(world, alice, ONE, true)
  lockStake(world, alice, aliceHot, ONE, Alpha(20n * TAO))
  lockStake(world, bob, aliceHot, ONE, Alpha(11n * TAO))
  lockStake(world, bob, aliceHot, TWO, Alpha(5n * TAO))
  mintAlphaOut(world, ONE, Alpha(TAO))
  addRootDividend(world, ONE, aliceHot, Alpha(TAO))
  addStake(world, bob, aliceHot, ROOT, Tao(7n * TAO))
  AlphaDividendsPerSubnet.put(world, ONE, aliceHot, Alpha(77n))
  RootAlphaDividendsPerSubnet.put(world, ONE, aliceHot, Alpha(TAO))
  TotalHotkeyAlphaLastEpoch.put(world, aliceHot, ONE, Alpha(99n))
  VotingPower.put(world, ONE, aliceHot, 55n)
  return world
}
