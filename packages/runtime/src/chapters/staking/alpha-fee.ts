// An extrinsic's fee paid in alpha, by a coldkey without the TAO for it (chain-governance §6.12).
import { type AccountId, U64F64 } from '@taonet/wire'
import { Alpha, type NetUid, ROOT, type Tao } from '../../nouns.ts'
import { attempt, type Reads, type World } from '../../world.ts'
import { rootStakeChanged } from '../emission/root-stake.ts'
import { ensureUnlocked } from '../locks/available.ts'
import { SubtokenEnabled } from '../subnets/table.ts'
import { payAuthor } from './fees.ts'
import type { Stake } from './move.ts'
import { price, quote, sellAlpha } from './pool.ts'
import { decreaseStake, stakeOf } from './stake.ts'
import type { Place } from './transition.ts'

/** The coldkey's stake on the hotkey, when it is on one of these subnets and on no other of them. */
export function onlyStake(
  world: Reads,
  coldkey: AccountId,
  hotkey: AccountId,
  where: readonly NetUid[],
): Stake | undefined {
  const [netuid, ...more] = where.filter(one => stakeOf(world, hotkey, coldkey, one) > 0n)
  return netuid === undefined || more.length > 0 ? undefined : { hotkey, netuid }
}

/**
 * What of a position pays a fee (rao): floor(fee / spot), or all of it where that is 0. undefined when there is less, or
 * when it cannot be sold: it is locked, or the subnet's token is not traded.
 */
export function alphaForFee(world: World, place: Place, fee: Tao): Alpha | undefined {
  const { coldkey, hotkey, netuid } = place
  const held = stakeOf(world, hotkey, coldkey, netuid)
  const spot = price(world, netuid)
  const worth = spot === 0n ? 0n : (fee << BigInt(U64F64.fractionBits)) / spot
  const alpha = Alpha(worth === 0n ? held : worth)
  if (alpha === 0n || alpha > held || !SubtokenEnabled.get(world, netuid)) return undefined
  const sale = attempt(world, () => {
    ensureUnlocked(world, coldkey, netuid, alpha)
    quote(world, netuid, 'sell', alpha, { fee: false })
  })
  return sale.ok ? alpha : undefined
}

/** Sells without the pool's fee; the author gets what it brings. Returns that. */
export function sellForFee(world: World, { coldkey, hotkey, netuid }: Place, alpha: Alpha): Tao {
  decreaseStake(world, hotkey, coldkey, netuid, alpha)
  const { tao } = sellAlpha(world, netuid, alpha, { fee: false })
  if (netuid === ROOT) rootStakeChanged(world, hotkey, coldkey, -alpha)
  payAuthor(world, netuid, tao)
  return tao
}
