// A call as rows keep it: its bytes when they are few, else the hash under which they are noted (chapter preimage).
import { arm, H256, record, type Shape, u32, union, type ValueOf } from '@taonet/wire'
import { boundedBytes } from './frame-types.ts'
import { RuntimeCall } from './runtime-enums.ts'

/** Bytes of a call that is kept as it is. */
export const MAX_INLINE_BYTES = 128

const BlakeTwo256: Shape = { kind: 'composite', path: 'sp_runtime::traits::BlakeTwo256', fields: [] }

export const BoundedCall = union(
  'frame_support::traits::preimages::Bounded',
  {
    0: record('Legacy', { hash: H256 }),
    1: arm('Inline', boundedBytes),
    2: record('Lookup', { hash: H256, len: u32 }),
  },
  [
    { name: 'T', of: RuntimeCall.shape },
    { name: 'H', of: BlakeTwo256 },
  ],
)
export type BoundedCall = ValueOf<typeof BoundedCall>
