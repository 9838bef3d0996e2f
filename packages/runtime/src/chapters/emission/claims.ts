// Claiming root dividends: what a coldkey is owed becomes root stake or alpha, on demand or when its turn comes
// (chain-emission §1.9).
import { type AccountId, hexToBytes, I96F32 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Alpha, type NetUid, ROOT, Tao } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { transfer } from '../balances/ledger.ts'
import { buyAlpha, sellAlpha } from '../staking/pool.ts'
import { increaseStake } from '../staking/stake.ts'
import { StakingHotkeys } from '../staking/table.ts'
import { subnetAccount } from '../subnets/registry.ts'
import { NumRootClaim, RootClaimableThreshold } from '../subnets/table.ts'
import { type RootClaimType, sortedSubnets } from './codecs.ts'
import { rootClaimIndices } from './root-claim.ts'
import { owedTo } from './root-dividend.ts'
import { rootStakeChanged } from './root-stake.ts'
import {
  emission,
  NumStakingColdkeys,
  RootClaimable,
  RootClaimed,
  RootClaimType as RootClaimTypes,
  StakingColdkeysByIndex,
  SubnetRootSellTao,
} from './table.ts'

const MAX_CLAIMED_SUBNETS = 5

const keeps = (type: RootClaimType, netuid: NetUid): boolean =>
  type.type === 'Keep' || (type.type === 'KeepSubnets' && type.value.subnets.includes(netuid))

/** The proceeds move from the subnet's account to root's and become stake on the same hotkey. */
function sellForRoot(world: World, hotkey: AccountId, coldkey: AccountId, netuid: NetUid, owed: Alpha): void {
  const { tao } = sellAlpha(world, netuid, owed, { fee: false })
  transfer(world, subnetAccount(netuid), subnetAccount(ROOT), tao, false)
  SubnetRootSellTao.update(world, netuid, sold => Tao(sold + tao))
  const { alpha } = buyAlpha(world, ROOT, tao, { fee: false })
  increaseStake(world, hotkey, coldkey, ROOT, alpha)
  rootStakeChanged(world, hotkey, coldkey, alpha)
}

function claimOne(
  world: World,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  rate: I96F32,
  type: RootClaimType,
): void {
  const owed = Alpha(owedTo(world, hotkey, coldkey, netuid, rate))
  if (owed === 0n || I96F32.fromInteger(owed) < RootClaimableThreshold.get(world, netuid)) return
  if (keeps(type, netuid)) increaseStake(world, hotkey, coldkey, netuid, owed)
  else sellForRoot(world, hotkey, coldkey, netuid, owed)
  RootClaimed.update(world, netuid, hotkey, coldkey, now => now + owed)
}

/** Over all hotkeys the coldkey ever staked to; `only` limits the subnets. Refuses as the sales do. */
export function claimRoot(world: World, coldkey: AccountId, only?: readonly NetUid[]): void {
  const type = RootClaimTypes.get(world, coldkey)
  for (const hotkey of StakingHotkeys.get(world, coldkey)) {
    for (const [netuid, rate] of RootClaimable.get(world, hotkey)) {
      if (only === undefined || only.includes(netuid)) claimOne(world, hotkey, coldkey, netuid, rate, type)
    }
  }
}

/** claim_root: all or nothing. */
export function claimRootOn(world: World, coldkey: AccountId, subnets: readonly NetUid[]): void {
  const distinct = sortedSubnets(subnets)
  const { InvalidSubnetNumber } = emission.error
  ensure(distinct.length >= 1 && distinct.length <= MAX_CLAIMED_SUBNETS, InvalidSubnetNumber)
  claimRoot(world, coldkey, distinct)
  world.emit(emission.event.RootClaimed({ coldkey }))
}

export function setRootClaimType(world: World, coldkey: AccountId, asked: RootClaimType): void {
  const type: RootClaimType =
    asked.type === 'KeepSubnets'
      ? { type: 'KeepSubnets', value: { subnets: sortedSubnets(asked.value.subnets) } }
      : asked
  if (type.type === 'KeepSubnets') ensure(type.value.subnets.length > 0, emission.error.InvalidSubnetNumber)
  RootClaimTypes.put(world, coldkey, type)
  world.emit(emission.event.RootClaimTypeSet({ coldkey, root_claim_type: type }))
}

const chosenColdkeys = (world: World): AccountId[] => {
  const count = Number(NumRootClaim.get(world))
  return rootClaimIndices(hexToBytes(world.parentHash), count, NumStakingColdkeys.get(world)).flatMap(
    position => StakingColdkeysByIndex.get(world, position) ?? [],
  )
}

/** The chain's own turn: a few coldkeys a block, by the parent's hash; each for itself. */
export function claimForSome(world: World): void {
  for (const coldkey of chosenColdkeys(world)) attempt(world, () => claimRoot(world, coldkey))
}
