// SwapRuntimeApi: prices, and swaps that only look (wire-runtime-apis §1).
import { u64, vec } from '@taonet/wire'
import { method, runtimeApi } from '../api.ts'
import { Alpha, NetUid, Tao } from '../nouns.ts'
import { SimSwapResult, SubnetPrice } from './types/swap.ts'

export const swapApi = runtimeApi(
  'SwapRuntimeApi',
  1,
  {
    current_alpha_price: method({ netuid: NetUid }, u64, 'rao per alpha; 0 without a subnet.'),
    current_alpha_price_all: method({}, vec(SubnetPrice), 'rao per alpha of every subnet.'),
    sim_swap_tao_for_alpha: method(
      { netuid: NetUid, tao: Tao },
      SimSwapResult,
      'What a purchase would give; zeros when it would be refused.',
    ),
    sim_swap_alpha_for_tao: method(
      { netuid: NetUid, alpha: Alpha },
      SimSwapResult,
      'What a sale would give; zeros when it would be refused.',
    ),
  },
  'What alpha costs.',
)
