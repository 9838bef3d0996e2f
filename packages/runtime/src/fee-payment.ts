// How an extrinsic's fee is paid: in TAO, or else in alpha from the one place where its call takes stake
// (chain-governance §6.12).
import { alphaForFee, sellForFee } from './chapters/staking/alpha-fee.ts'
import { staking } from './chapters/staking/table.ts'
import type { Place } from './chapters/staking/transition.ts'
import { canPay, noteFee, settleFee, withdrawFee } from './chapters/transaction-payment/fee.ts'
import { invariant } from './failure.ts'
import type { Alpha, NetUid, Tao } from './nouns.ts'
import type { OpenedExtrinsic } from './opened-extrinsic.ts'
import { dispatcher } from './protocol.ts'
import type { World } from './world.ts'

interface InAlpha {
  readonly place: Place
  readonly alpha: Alpha
}

function inAlpha(world: World, { signer, call, fee }: OpenedExtrinsic): InAlpha | undefined {
  const source = dispatcher.feeSource(world, signer, call)
  if (source === undefined) return undefined
  const place = { coldkey: signer, ...source }
  const alpha = alphaForFee(world, place, fee)
  return alpha === undefined ? undefined : { place, alpha }
}

export const mayPay = (world: World, opened: OpenedExtrinsic): boolean =>
  canPay(world, opened.signer, opened.fee) || inAlpha(world, opened) !== undefined

/** What was sold; undefined when TAO was withdrawn. */
export type Taken = { readonly netuid: NetUid; readonly alpha: Alpha; readonly tao: Tao } | undefined

/** Before the call runs, so that it cannot spend its own fee. Whoever may not pay was refused before. */
export function takeFee(world: World, opened: OpenedExtrinsic): Taken {
  const { signer, fee } = opened
  if (canPay(world, signer, fee)) {
    withdrawFee(world, signer, fee)
    return undefined
  }
  const found = inAlpha(world, opened)
  invariant(found !== undefined, 'an extrinsic was let in that cannot pay')
  const { place, alpha } = found
  return { netuid: place.netuid, alpha, tao: sellForFee(world, place, alpha) }
}

/** After the call. What was paid in alpha is not given back. Returns the fee in rao. */
export function settle(world: World, { signer, fee, extra }: OpenedExtrinsic, taken: Taken, owed: Tao): Tao {
  if (taken === undefined) return settleFee(world, signer, fee, owed, extra.tip)
  const { netuid, alpha, tao } = taken
  const paid = { who: signer, netuid, alpha_fee: alpha, tao_amount: tao }
  world.emit(staking.event.TransactionFeePaidWithAlpha(paid))
  noteFee(world, signer, fee, extra.tip)
  return fee
}
