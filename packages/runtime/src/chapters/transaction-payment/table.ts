// TransactionPayment: what an extrinsic pays.
import { AccountId32, u8, u128, wrapper } from '@taonet/wire'
import { value } from '../../cell.ts'
import { Tao } from '../../nouns.ts'
import { TransactionPayment } from '../../pallets.ts'
import { chapter, constant, event } from '../../table.ts'

const FixedU128 = wrapper('sp_arithmetic::fixed_point::FixedU128', u128)
const ONE = 1_000_000_000_000_000_000n

export const transactionPayment = chapter(TransactionPayment, {
  storage: { NextFeeMultiplier: value(FixedU128, ONE, 'Multiplier of weight fees: always 1.') },
  events: {
    0: event(
      'TransactionFeePaid',
      { who: AccountId32, actual_fee: Tao, tip: Tao },
      'A signed extrinsic was charged; the fee includes the tip.',
    ),
  },
  constants: {
    OperationalFeeMultiplier: constant(
      u8,
      5,
      'Priority factor of operational calls; no call of ours is one.',
    ),
  },
})
