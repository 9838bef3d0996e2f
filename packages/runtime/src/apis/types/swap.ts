// What a swap would give, and what alpha costs (wire-runtime-apis §2, SimSwapResult).
import { struct, u64, type ValueOf } from '@taonet/wire'
import { Alpha, NetUid, Tao } from '../../nouns.ts'

const CRATE = 'pallet_subtensor_swap_runtime_api'

/** The last two say how much less came out than the price before the swap would have given. */
export const SimSwapResult = struct(`${CRATE}::SimSwapResult`, {
  tao_amount: Tao,
  alpha_amount: Alpha,
  tao_fee: Tao,
  alpha_fee: Alpha,
  tao_slippage: Tao,
  alpha_slippage: Alpha,
})
export type SimSwapResult = ValueOf<typeof SimSwapResult>

/** rao per alpha. */
export const SubnetPrice = struct(`${CRATE}::SubnetPrice`, { netuid: NetUid, price: u64 })
export type SubnetPrice = ValueOf<typeof SubnetPrice>
