// Every hotkey's dividend of the epoch, spread over itself and those who lent it stake (chain-emission §1.8).
import { type AccountId, saturateU64 } from '@taonet/wire'
import { type NetUid, ROOT } from '../../nouns.ts'
import type { Reads } from '../../world.ts'
import { ChildKeys, ParentKeys } from '../children/table.ts'
import { childkeyTake } from '../children/takes.ts'
import { proportionFraction, taoWeightFraction } from '../epoch/inheritance.ts'
import type { Award } from '../epoch/step.ts'
import { ownerOf } from '../staking/accounts.ts'
import { hotkeyStake } from '../staking/stake.ts'
import { TaoWeight } from '../staking/table.ts'
import { CKBurn } from '../subnets/table.ts'
import { childDividends, type PlainStake, parentContribution, selfContribution } from './child-dividends.ts'
import { takeFraction } from './dividends.ts'

const plainStake = (world: Reads, hotkey: AccountId, netuid: NetUid): PlainStake => ({
  alpha: hotkeyStake(world, hotkey, netuid),
  root: hotkeyStake(world, hotkey, ROOT),
})

export interface SpreadDividends {
  /** Alpha-rao per hotkey, in the order of hotkey bytes; hotkeys that get nothing are left out. */
  readonly dividends: readonly (readonly [AccountId, bigint])[]
  /** What foreign parents lose to CKBurn, alpha-rao. */
  readonly burned: bigint
}

export function spreadOverParents(world: Reads, netuid: NetUid, awards: readonly Award[]): SpreadDividends {
  const sums = new Map<AccountId, bigint>()
  const add = (hotkey: AccountId, amount: bigint): void => {
    if (amount > 0n) sums.set(hotkey, saturateU64((sums.get(hotkey) ?? 0n) + amount))
  }
  let burned = 0n
  for (const { hotkey, validator } of awards) {
    if (validator === 0n) continue
    const parents = ParentKeys.get(world, hotkey, netuid)
    if (parents.length === 0) add(hotkey, validator)
    else burned += spread(world, netuid, hotkey, validator, parents, add)
  }
  return { dividends: [...sums].sort(([a], [b]) => (a < b ? -1 : 1)), burned }
}

/** Returns what is burnt of it. */
function spread(
  world: Reads,
  netuid: NetUid,
  child: AccountId,
  dividend: bigint,
  parents: readonly (readonly [proportion: bigint, parent: AccountId])[],
  add: (hotkey: AccountId, amount: bigint) => void,
): bigint {
  const taoWeight = taoWeightFraction(TaoWeight.get(world))
  const lent = ChildKeys.get(world, child, netuid).map(([proportion]) => proportion)
  const owner = ownerOf(world, child)
  const split = childDividends({
    dividend,
    selfContribution: selfContribution(plainStake(world, child, netuid), lent, taoWeight),
    parents: parents.map(([proportion, parent]) => ({
      contribution: parentContribution(plainStake(world, parent, netuid), proportion, taoWeight),
      sameOwner: ownerOf(world, parent) === owner,
    })),
    childkeyTake: takeFraction(childkeyTake(world, child, netuid)),
    ckBurn: proportionFraction(CKBurn.get(world)),
  })
  for (const [i, [, parent]] of parents.entries()) add(parent, split.parents[i]!)
  add(child, split.child)
  return split.burned.reduce((sum, one) => sum + one, 0n)
}
