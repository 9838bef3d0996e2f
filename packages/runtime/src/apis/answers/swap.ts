// SwapRuntimeApi at work: the pool's own arithmetic, and nothing written.
import { U64F64 } from '@taonet/wire'
import { implementApi } from '../../api.ts'
import { price, quote } from '../../chapters/staking/pool.ts'
import { netuids, subnetExists } from '../../chapters/subnets/registry.ts'
import type { Side } from '../../chapters/swap/swap.ts'
import { Alpha, type NetUid, RAO_PER_TAO, Tao } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { swapApi } from '../swap.ts'
import type { SimSwapResult } from '../types/swap.ts'

const raoPerAlpha = (world: World, netuid: NetUid): bigint =>
  U64F64.toU64(U64F64.mulFloor(price(world, netuid), U64F64.fromInteger(RAO_PER_TAO)))

const NOTHING: SimSwapResult = {
  tao_amount: Tao(0n),
  alpha_amount: Alpha(0n),
  tao_fee: Tao(0n),
  alpha_fee: Alpha(0n),
  tao_slippage: Tao(0n),
  alpha_slippage: Alpha(0n),
}

/** A swap with the pool's fee; undefined when it would be refused. `lost` = output that the moving price costs. */
function simulate(world: World, netuid: NetUid, side: Side, amount: bigint) {
  if (!subnetExists(world, netuid)) return undefined
  const outcome = attempt(world, () => quote(world, netuid, side, amount, { fee: true }))
  if (!outcome.ok) return undefined
  const { paid, fee, out } = outcome.value
  const [spot, input] = [price(world, netuid), U64F64.fromInteger(paid)]
  const ideal = U64F64.toU64(side === 'buy' ? U64F64.divTrunc(input, spot) : U64F64.mulFloor(input, spot))
  return { paid, fee, out, lost: ideal > out ? ideal - out : 0n }
}

export const swapAnswers = implementApi(swapApi, {
  current_alpha_price: (world, { netuid }) => (subnetExists(world, netuid) ? raoPerAlpha(world, netuid) : 0n),
  current_alpha_price_all: world =>
    netuids(world).map(netuid => ({ netuid, price: raoPerAlpha(world, netuid) })),
  sim_swap_tao_for_alpha(world, { netuid, tao }) {
    const bought = simulate(world, netuid, 'buy', tao)
    if (!bought) return NOTHING
    const { paid, fee, out, lost } = bought
    return {
      ...NOTHING,
      tao_amount: Tao(paid),
      alpha_amount: Alpha(out),
      tao_fee: Tao(fee),
      alpha_slippage: Alpha(lost),
    }
  },
  sim_swap_alpha_for_tao(world, { netuid, alpha }) {
    const sold = simulate(world, netuid, 'sell', alpha)
    if (!sold) return NOTHING
    const { paid, fee, out, lost } = sold
    return {
      ...NOTHING,
      tao_amount: Tao(out),
      alpha_amount: Alpha(paid),
      alpha_fee: Alpha(fee),
      tao_slippage: Tao(lost),
    }
  },
})
