// Stake becomes TAO: shares, pool, balances, fee and records in one step (chain-weights-staking §5.2).
import type { AccountId } from '@taonet/wire'
import { Alpha, type NetUid, ROOT, type Tao } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { transfer } from '../balances/ledger.ts'
import { rootStakeChanged } from '../emission/root-stake.ts'
import { subnetAccount } from '../subnets/registry.ts'
import { payAuthor } from './fees.ts'
import { recordOutflow } from './flows.ts'
import { sellAlpha } from './pool.ts'
import { decreaseStake, increaseStake } from './stake.ts'
import { LastColdkeyHotkeyStakeBlock, staking } from './table.ts'

/** The fee of a sale is alpha; it is sold without a fee of its own, and kept by nobody when the pool refuses it. */
function payAuthorFromAlpha(world: World, netuid: NetUid, fee: Alpha): void {
  if (fee === 0n || world.author === undefined) return
  attempt(world, () => payAuthor(world, netuid, sellAlpha(world, netuid, fee, { fee: false }).tao))
}

/**
 * Takes alpha from the coldkey and sells it; the TAO goes to its free balance. What a price limit keeps from being sold
 * returns to the same place. Returns the TAO. Refuses as the swap and the transfer do.
 */
export function unstakeFrom(
  world: World,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  alpha: Alpha,
  options: { readonly fee: boolean; readonly limit?: bigint | undefined },
): Tao {
  decreaseStake(world, hotkey, coldkey, netuid, alpha)
  const { tao, fee, paid } = sellAlpha(world, netuid, alpha, options)
  const unsold = Alpha(alpha - paid - fee)
  increaseStake(world, hotkey, coldkey, netuid, unsold)
  if (netuid === ROOT) rootStakeChanged(world, hotkey, coldkey, -alpha)
  LastColdkeyHotkeyStakeBlock.put(world, coldkey, hotkey, BigInt(world.block))
  transfer(world, subnetAccount(netuid), coldkey, tao, false)
  payAuthorFromAlpha(world, netuid, fee)
  recordOutflow(world, netuid, tao)
  world.emit(staking.event.StakeRemoved({ coldkey, hotkey, tao, alpha: Alpha(alpha - unsold), netuid, fee }))
  return tao
}
