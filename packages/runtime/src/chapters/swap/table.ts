// Swap: the weights and the fee of each subnet's pool. Reserves and shares are staking's (chain-weights-staking §5.4-§5.6).
import {
  AccountId32,
  bool,
  branded,
  type Codec,
  i32,
  i64,
  type Perquintill,
  perquintill,
  struct,
  U64F64,
  u16,
  u32,
  u64,
  u128,
  wrapper,
} from '@taonet/wire'
import { mapOr, view } from '../../cell.ts'
import { U64F64Codec } from '../../fixed-codecs.ts'
import { NetUid, netuid64 } from '../../nouns.ts'
import { Swap } from '../../pallets.ts'
import { call, chapter, constant, error, event } from '../../table.ts'
import { EQUAL_WEIGHTS } from './pool.ts'
import { MINIMUM_RESERVE } from './swap.ts'

const PerquintillCodec: Codec<Perquintill> = branded(
  wrapper('sp_arithmetic::per_things::Perquintill', u64),
  parts => perquintill(parts),
  parts => parts,
)
/** `quote` is the weight of TAO; alpha's is the rest. */
const Balancer = struct('pallet_subtensor_swap::pallet::balancer::Balancer', { quote: PerquintillCodec })

const TickIndex = wrapper('pallet_subtensor_swap::tick::TickIndex', i32)
const PositionId = wrapper('pallet_subtensor_swap::position::PositionId', u128)

export const MAX_FEE_RATE = 10_000

export const swap = chapter(Swap, {
  storage: {
    FeeRate: mapOr([netuid64], u16, 33, 'Part of every swap that goes to the block author, of 65535.'),
    SwapBalancer: mapOr(
      [netuid64],
      Balancer,
      { quote: EQUAL_WEIGHTS },
      'Weight of TAO in the pool, of 1e18.',
    ),
    PalSwapInitialized: mapOr([netuid64], bool, false, 'Whether the pool has its weights.'),
    AlphaSqrtPrice: view(
      [netuid64],
      U64F64Codec,
      U64F64.zero,
      'Square root of the price, for older clients.',
    ),
  },
  calls: {
    0: call('set_fee_rate', { netuid: NetUid, rate: u16 }, "Sets a pool's fee rate, of 65535."),
    1: call(
      'add_liquidity',
      {
        hotkey: AccountId32,
        netuid: NetUid,
        tick_low: TickIndex,
        tick_high: TickIndex,
        liquidity: u64,
      },
      'Refused: pools take no liquidity from users.',
    ),
    2: call(
      'remove_liquidity',
      { hotkey: AccountId32, netuid: NetUid, position_id: PositionId },
      'Refused: pools take no liquidity from users.',
    ),
    3: call(
      'modify_position',
      { hotkey: AccountId32, netuid: NetUid, position_id: PositionId, liquidity_delta: i64 },
      'Refused: pools take no liquidity from users.',
    ),
    4: call(
      'toggle_user_liquidity',
      { netuid: NetUid, enable: bool },
      'Refused: pools take no liquidity from users.',
    ),
  },
  events: {
    0: event('FeeRateSet', { netuid: NetUid, rate: u16 }, "A pool's fee rate changed."),
  },
  errors: {
    0: error('FeeRateTooHigh', 'The fee rate is above its maximum.'),
    2: error('InsufficientLiquidity', 'The pool holds less than it would have to give.'),
    3: error('PriceLimitExceeded', 'The price is already at or beyond the limit.'),
    10: error('ReservesTooLow', 'The pool holds too little to be traded with.'),
    11: error('MechanismDoesNotExist', 'There is no such subnet.'),
    14: error('SwapInputTooLarge', 'More than a thousand times what the pool holds was put in.'),
    15: error('ReservesOutOfBalance', 'No allowed weight gives the pool this price.'),
    16: error('Deprecated', 'Pools take no liquidity from users any more.'),
  },
  constants: {
    MaxFeeRate: constant(u16, MAX_FEE_RATE, 'Largest fee rate, of 65535.'),
    MinimumReserve: constant(
      wrapper('NonZeroU64', u64),
      MINIMUM_RESERVE,
      'Smallest reserve (rao) that may be traded against.',
    ),
    MaxPositions: constant(u32, 0, 'Liquidity positions a user may hold.'),
  },
})

export const { FeeRate, SwapBalancer, PalSwapInitialized } = swap.storage
