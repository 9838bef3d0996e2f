// Utility: several calls in one.
import { u16, u32, vec } from '@taonet/wire'
import { DispatchErrorCodec } from '../../failure.ts'
import { DispatchResult, Weight } from '../../frame-types.ts'
import { OriginCaller } from '../../origin-codec.ts'
import { Utility } from '../../pallets.ts'
import { RuntimeCall } from '../../runtime-enums.ts'
import { call, chapter, constant, error, event } from '../../table.ts'

export const MAX_BATCH = 10_922

// Too long a list must decode, so that the call can refuse it with its own error; the block's bytes bound it anyway.
const calls = vec(RuntimeCall)

export const utility = chapter(Utility, {
  calls: {
    0: call('batch', { calls }, 'Runs calls in order and stops at the first refusal; what ran before stays.'),
    1: call(
      'as_derivative',
      { index: u16, call: RuntimeCall },
      'Calls as an account that is derived from the signer: a signer has one for each number.',
    ),
    2: call('batch_all', { calls }, 'Runs calls in order, all or nothing.'),
    3: call(
      'dispatch_as',
      { as_origin: OriginCaller, call: RuntimeCall },
      'Root calls as anybody, and is told what became of it.',
    ),
    4: call('force_batch', { calls }, 'Runs calls in order, whatever happens to each.'),
    5: call('with_weight', { call: RuntimeCall, weight: Weight }, 'Root calls, with a stated weight.'),
    6: call(
      'if_else',
      { main: RuntimeCall, fallback: RuntimeCall },
      'Runs the first call, and the second one when the first is refused.',
    ),
    7: call(
      'dispatch_as_fallible',
      { as_origin: OriginCaller, call: RuntimeCall },
      'Root calls as anybody, and is refused when the call is.',
    ),
  },
  events: {
    0: event('BatchInterrupted', { index: u32, error: DispatchErrorCodec }, 'A batch stopped at this call.'),
    1: event('BatchCompleted', {}, 'Every call of a batch went through.'),
    2: event('BatchCompletedWithErrors', {}, 'A batch ran to its end; some calls were refused.'),
    3: event('ItemCompleted', {}, 'One call of a batch went through.'),
    4: event('ItemFailed', { error: DispatchErrorCodec }, 'One call of a batch was refused.'),
    5: event('DispatchedAs', { result: DispatchResult }, 'A call ran as another.'),
    6: event('IfElseMainSuccess', {}, 'The first of two calls went through.'),
    7: event(
      'IfElseFallbackCalled',
      { main_error: DispatchErrorCodec },
      'The first of two calls was refused, the second went through.',
    ),
  },
  errors: { 0: error('TooManyCalls', 'The batch holds more calls than one batch may.') },
  constants: { batched_calls_limit: constant(u32, MAX_BATCH, 'Calls in one batch.') },
})
