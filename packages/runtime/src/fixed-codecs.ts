// How fixed-point and share numbers stand in storage and in calls. Clients read the field `bits` (wire-interface §3).
import {
  branded,
  type Codec,
  type I32F32,
  type I64F64,
  type I96F32,
  i64,
  i128,
  type SafeFloat,
  struct,
  type U64F64,
  type U96F32,
  u128,
  wrapper,
} from '@taonet/wire'

const signed128 = <F extends bigint>(): Codec<F> =>
  branded(
    wrapper('substrate_fixed::FixedI128', i128, 'bits'),
    bits => bits as F,
    bits => bits,
  )

/** 96 integer and 32 fraction bits, signed. */
export const I96F32Codec: Codec<I96F32> = signed128<I96F32>()
/** 64 integer and 64 fraction bits, signed. */
export const I64F64Codec: Codec<I64F64> = signed128<I64F64>()
/** 64 integer and 64 fraction bits. */
export const U64F64Codec: Codec<U64F64> = branded(
  wrapper('substrate_fixed::FixedU128', u128, 'bits'),
  bits => bits as U64F64,
  bits => bits,
)
/** 96 integer and 32 fraction bits. */
export const U96F32Codec: Codec<U96F32> = branded(
  wrapper('substrate_fixed::FixedU128', u128, 'bits'),
  bits => bits as U96F32,
  bits => bits,
)
/** 32 integer and 32 fraction bits, signed. */
export const I32F32Codec: Codec<I32F32> = branded(
  wrapper('substrate_fixed::FixedI64', i64, 'bits'),
  bits => bits as I32F32,
  bits => bits,
)
/** Decimal share number: mantissa * 10^exponent (chain-weights-staking §5.1). */
export const SafeFloatCodec: Codec<SafeFloat> = struct('share_pool::SafeFloat', {
  mantissa: u128,
  exponent: i64,
})
