// TAO becomes stake (chain-weights-staking §5.2, add_stake and add_stake_limit).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Alpha, type NetUid, ROOT, Tao } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { freeBalance, spendable, transfer } from '../balances/ledger.ts'
import { rootStakeChanged } from '../emission/root-stake.ts'
import { subnetAccount, subnetExists } from '../subnets/registry.ts'
import { SubtokenEnabled, subnets } from '../subnets/table.ts'
import { ensureHotkeyExists } from './accounts.ts'
import { recordInflow } from './flows.ts'
import { cutToLimit, ensureWithinPool, MIN_STAKE, mostWithin, type PriceLimit } from './limits.ts'
import { buyAlpha, feeOf, quote } from './pool.ts'
import { increaseStake, mayIncreaseStake } from './stake.ts'
import { LastColdkeyHotkeyStakeBlock, staking } from './table.ts'

const { AmountTooLow, InsufficientBalance, InsufficientLiquidity, NotEnoughBalanceToStake } = staking.error

/**
 * TAO from the coldkey to the subnet's account, down to the existential deposit (chain-registry §3.4); what moved.
 * Refuses InsufficientBalance when nothing can.
 */
export function moveToSubnet(world: World, coldkey: AccountId, netuid: NetUid, tao: Tao): Tao {
  const most = spendable(world, coldkey)
  const moved = tao < most ? tao : most
  ensure(moved > 0n, InsufficientBalance)
  transfer(world, coldkey, subnetAccount(netuid), moved, true)
  return moved
}

/**
 * TAO that lies on the subnet's account buys stake for the coldkey. Refuses AmountTooLow when it would buy none,
 * InsufficientLiquidity when the hotkey's pool is too coarse, and as the swap does.
 */
export function stakeInto(
  world: World,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  tao: Tao,
  options: { readonly fee: boolean; readonly limit?: bigint | undefined },
): Alpha {
  const { alpha, fee, paid } = buyAlpha(world, netuid, tao, options)
  ensure(alpha > 0n, AmountTooLow)
  increaseStake(world, hotkey, coldkey, netuid, alpha)
  if (netuid === ROOT) rootStakeChanged(world, hotkey, coldkey, alpha)
  LastColdkeyHotkeyStakeBlock.put(world, coldkey, hotkey, BigInt(world.block))
  recordInflow(world, netuid, paid)
  world.emit(staking.event.StakeAdded({ coldkey, hotkey, tao, alpha, netuid, fee }))
  return alpha
}

function ensureBuys(world: World, hotkey: AccountId, netuid: NetUid, tao: Tao): void {
  const quoted = attempt(world, () => quote(world, netuid, 'buy', tao, { fee: true }))
  ensure(quoted.ok, InsufficientLiquidity)
  ensure(quoted.value.paid >= MIN_STAKE, AmountTooLow)
  ensure(mayIncreaseStake(world, hotkey, netuid, Alpha(quoted.value.out)), InsufficientLiquidity)
}

/** Any coldkey may stake to any hotkey that somebody owns. Returns the alpha that it got. */
export function addStake(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  asked: Tao,
  limit?: PriceLimit,
): Alpha {
  const most = mostWithin(world, netuid, 'buy', limit)
  ensureWithinPool(world, netuid, 'buy', asked)
  ensure(subnetExists(world, netuid), subnets.error.SubnetNotExists)
  ensure(SubtokenEnabled.get(world, netuid), staking.error.SubtokenDisabled)
  ensure(asked >= MIN_STAKE + feeOf(world, netuid, MIN_STAKE), AmountTooLow)
  const tao = Tao(cutToLimit(asked, most, limit))
  ensure(freeBalance(world, coldkey) >= tao, NotEnoughBalanceToStake)
  ensureHotkeyExists(world, hotkey)
  ensureBuys(world, hotkey, netuid, tao)
  const moved = moveToSubnet(world, coldkey, netuid, tao)
  return stakeInto(world, hotkey, coldkey, netuid, moved, { fee: true, limit: limit?.price })
}
