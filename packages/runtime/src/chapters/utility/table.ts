// Utility: several calls in one.
import { u32, vec } from '@taonet/wire'
import { DispatchErrorCodec } from '../../failure.ts'
import { Utility } from '../../pallets.ts'
import { RuntimeCall } from '../../runtime-enums.ts'
import { call, chapter, constant, error, event } from '../../table.ts'

export const MAX_BATCH = 10_922

// Too long a list must decode, so that the call can refuse it with its own error; the block's bytes bound it anyway.
const calls = vec(RuntimeCall)

export const utility = chapter(Utility, {
  calls: {
    0: call('batch', { calls }, 'Runs calls in order and stops at the first refusal; what ran before stays.'),
    2: call('batch_all', { calls }, 'Runs calls in order, all or nothing.'),
    4: call('force_batch', { calls }, 'Runs calls in order, whatever happens to each.'),
  },
  events: {
    0: event('BatchInterrupted', { index: u32, error: DispatchErrorCodec }, 'A batch stopped at this call.'),
    1: event('BatchCompleted', {}, 'Every call of a batch went through.'),
    2: event('BatchCompletedWithErrors', {}, 'A batch ran to its end; some calls were refused.'),
    3: event('ItemCompleted', {}, 'One call of a batch went through.'),
    4: event('ItemFailed', { error: DispatchErrorCodec }, 'One call of a batch was refused.'),
  },
  errors: { 0: error('TooManyCalls', 'The batch holds more calls than one batch may.') },
  constants: { batched_calls_limit: constant(u32, MAX_BATCH, 'Calls in one batch.') },
})
