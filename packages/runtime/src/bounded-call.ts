// A call kept for later, as it stands on the wire: in the row itself when it is short, else named by its hash.
import { arm, H256, record, u32, union, type ValueOf } from '@taonet/wire'
import { boundedBytes } from './frame-types.ts'
import { RuntimeCall } from './runtime-enums.ts'

/** Longest call that is kept in the row itself. */
export const MAX_INLINE_BYTES = 128

export const BoundedCall = union(
  'frame_support::traits::preimages::Bounded',
  {
    0: record('Legacy', { hash: H256 }),
    1: arm('Inline', boundedBytes),
    2: record('Lookup', { hash: H256, len: u32 }),
  },
  [{ name: 'T', of: RuntimeCall.shape }, { name: 'H' }],
)
export type BoundedCall = ValueOf<typeof BoundedCall>
