// Timestamp: the block's time, told by its first extrinsic.
import { compact, u64 } from '@taonet/wire'
import { value } from '../../cell.ts'
import { Timestamp } from '../../pallets.ts'
import { call, chapter, constant } from '../../table.ts'

export const timestamp = chapter(Timestamp, {
  storage: { Now: value(u64, 0n, 'Milliseconds since 1970 at this block.') },
  calls: {
    0: call('set', { now: compact(u64) }, 'Sets the time of the block; made from its header, never sent.'),
  },
  constants: {
    MinimumPeriod: constant(u64, 6000n, 'Half the expected milliseconds between blocks, by profile.'),
  },
})
