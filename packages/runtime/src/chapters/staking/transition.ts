// Stake goes from one place to another: across subnets as a sale and a purchase, within one as shares
// (chain-weights-staking §5.2).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { Alpha, type NetUid, ROOT, type Tao } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { rootStakeChanged } from '../emission/root-stake.ts'
import { ensureUnlocked } from '../locks/available.ts'
import { carryLock } from '../locks/handover.ts'
import { ensureSubnetExists } from '../subnets/registry.ts'
import { SubtokenEnabled } from '../subnets/table.ts'
import { ensureHotkeyExists } from './accounts.ts'
import { moveToSubnet, stakeInto } from './add.ts'
import { cutToLimit, MIN_STAKE, type PriceLimit } from './limits.ts'
import { settleUnstake } from './nominations.ts'
import { maximumMoved, quote, valueAtSpot } from './pool.ts'
import { decreaseStake, increaseStake, stakeOf } from './stake.ts'
import { LastColdkeyHotkeyStakeBlock, staking, TransferToggle } from './table.ts'
import { unstakeFrom } from './unstake.ts'

const { AmountTooLow, InsufficientLiquidity, SameNetuid, TransferDisallowed, ZeroMaxStakeAmount } =
  staking.error

/** Where stake is: whose, for whom, on which subnet. */
export interface Place {
  readonly coldkey: AccountId
  readonly hotkey: AccountId
  readonly netuid: NetUid
}

interface Terms {
  /** Origin price over destination price, times 1e9: what is asked for at least. */
  readonly limit?: PriceLimit
  /** It may become somebody else's: both subnets must allow that. */
  readonly changesHands?: boolean
}

function ensurePassable(world: World, from: Place, to: Place, changesHands: boolean): void {
  const ends = [from, to]
  const moves = from.coldkey !== to.coldkey || from.hotkey !== to.hotkey || from.netuid !== to.netuid
  ensure(moves, SameNetuid)
  for (const { netuid } of ends) ensureSubnetExists(world, netuid)
  for (const { netuid } of ends) ensure(SubtokenEnabled.get(world, netuid), staking.error.SubtokenDisabled)
  for (const { hotkey } of ends) ensureHotkeyExists(world, hotkey)
  if (!changesHands) return
  for (const { netuid } of ends) ensure(TransferToggle.get(world, netuid), TransferDisallowed)
}

function withinLimit(world: World, from: NetUid, to: NetUid, alpha: bigint, limit: PriceLimit): bigint {
  const most = maximumMoved(world, from, to, limit.price)
  ensure(most > 0n, ZeroMaxStakeAmount)
  return cutToLimit(alpha, most, limit)
}

/** The pool does not see it, and there is no fee. Returns what it is worth. */
function moveWithin(world: World, from: Place, to: Place, alpha: Alpha): Tao {
  const { netuid } = from
  const worth = valueAtSpot(world, netuid, alpha)
  ensure(worth >= MIN_STAKE, AmountTooLow)
  if (from.coldkey !== to.coldkey) carryLock(world, from.coldkey, to.coldkey, netuid, alpha)
  decreaseStake(world, from.hotkey, from.coldkey, netuid, alpha)
  increaseStake(world, to.hotkey, to.coldkey, netuid, alpha)
  for (const [{ hotkey, coldkey }, delta] of [[from, -alpha] as const, [to, alpha] as const]) {
    if (netuid === ROOT) rootStakeChanged(world, hotkey, coldkey, delta)
    LastColdkeyHotkeyStakeBlock.put(world, coldkey, hotkey, BigInt(world.block))
  }
  return worth
}

/** One fee is paid, not two: at the origin, or at the destination when the origin is root, which has none. */
function moveAcross(world: World, from: Place, to: Place, alpha: Alpha): Tao {
  const quoted = attempt(world, () => quote(world, from.netuid, 'sell', alpha, { fee: true }))
  ensure(quoted.ok, InsufficientLiquidity)
  ensure(quoted.value.out > MIN_STAKE, AmountTooLow)
  ensureUnlocked(world, from.coldkey, from.netuid, alpha)
  const paysAtOrigin = from.netuid !== ROOT
  const tao = unstakeFrom(world, from.hotkey, from.coldkey, from.netuid, alpha, { fee: paysAtOrigin })
  const moved = moveToSubnet(world, from.coldkey, to.netuid, tao)
  stakeInto(world, to.hotkey, to.coldkey, to.netuid, moved, { fee: !paysAtOrigin })
  return tao
}

/** More than is held counts as all of it: the fee may have been taken from it first. Returns the TAO that it made. */
export function moveBetween(
  world: World,
  from: Place,
  to: Place,
  asked: Alpha,
  { limit, changesHands = false }: Terms = {},
): Tao {
  ensurePassable(world, from, to, changesHands)
  const held = stakeOf(world, from.hotkey, from.coldkey, from.netuid)
  const capped = asked < held ? asked : held
  const alpha = Alpha(limit ? withinLimit(world, from.netuid, to.netuid, capped, limit) : capped)
  const move = from.netuid === to.netuid ? moveWithin : moveAcross
  const tao = move(world, from, to, alpha)
  settleUnstake(world, from.hotkey, from.coldkey, from.netuid)
  return tao
}
