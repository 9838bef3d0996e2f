// A small market for tests: root, two subnets with pools, three coldkeys with TAO, three hotkeys.
import type { AccountId } from '@taonet/wire'
import { balancesInvariants } from '../../src/chapters/balances/invariants.ts'
import { issue } from '../../src/chapters/balances/ledger.ts'
import { createAccountIfNew } from '../../src/chapters/staking/accounts.ts'
import { stakingInvariants } from '../../src/chapters/staking/invariants.ts'
import { clearSmallNominations } from '../../src/chapters/staking/nominations.ts'
import { NominatorMinRequiredStake } from '../../src/chapters/staking/table.ts'
import { registerNetwork } from '../../src/chapters/subnets/creation.ts'
import { openRootNetwork } from '../../src/chapters/subnets/genesis.ts'
import { startCall } from '../../src/chapters/subnets/owner-acts.ts'
import { NetworkRateLimit } from '../../src/chapters/subnets/table.ts'
import { NetUid, Tao } from '../../src/nouns.ts'
import { signed } from '../../src/world.ts'
import { accountOf, type TestWorld, testWorld } from '../world.ts'

export const TAO = 1_000_000_000n

export const author = accountOf('author')
export const owner = accountOf('owner')
export const ownerHotkey = accountOf('owner hotkey')
/** Each coldkey owns the hotkey of its position. */
export const coldkeys = ['alice', 'bob', 'charlie'].map(accountOf)
export const hotkeys = ['alice hot', 'bob hot', 'charlie hot'].map(accountOf)
export const [alice, bob, charlie] = coldkeys as [AccountId, AccountId, AccountId]
export const [aliceHot, bobHot, charlieHot] = hotkeys as [AccountId, AccountId, AccountId]

export const ONE = NetUid(1)
export const TWO = NetUid(2)

/** Both pools open with 1000 TAO or more at price 1; every coldkey has 10,000 TAO. */
export function market(): TestWorld {
  const world = testWorld({ block: 10, author })
  openRootNetwork(world)
  NetworkRateLimit.put(world, 0n)
  issue(world, author, Tao(TAO))
  issue(world, owner, Tao(10_000n * TAO))
  for (const netuid of [ONE, TWO]) {
    registerNetwork(world, owner, ownerHotkey)
    startCall(world, signed(owner), netuid)
  }
  for (const [i, coldkey] of coldkeys.entries()) {
    issue(world, coldkey, Tao(10_000n * TAO))
    createAccountIfNew(world, coldkey, hotkeys[i] ?? coldkey)
  }
  world.block = 20
  return world
}

export function checkBooks(world: TestWorld): void {
  balancesInvariants(world)
  stakingInvariants(world)
}

/** As the admin call does: a raised minimum sweeps at once. */
export function setNominatorMinimum(world: TestWorld, rao: bigint): void {
  NominatorMinRequiredStake.put(world, rao)
  clearSmallNominations(world)
}
