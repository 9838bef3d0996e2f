// The call that a crowdloan makes at its end, kept until then (chain-governance §6.6).
import { encode } from '@taonet/wire'
import type { BoundedCall } from '../../bounded-call.ts'
import { ensure } from '../../failure.ts'
import { type CallValue, RuntimeCall } from '../../runtime-enums.ts'
import type { Reads, World } from '../../world.ts'
import { callOf, hold } from '../preimage/held-calls.ts'
import { crowdloan, MAX_CALL_BYTES } from './table.ts'

const { CallUnavailable } = crowdloan.error

/** Let go of with the crowdloan's end. Refuses CallUnavailable for a call that is too long to be kept. */
export function keepCall(world: World, call: CallValue): BoundedCall {
  ensure(encode(RuntimeCall, call).length <= MAX_CALL_BYTES, CallUnavailable)
  return hold(world, call)
}

/** Refuses CallUnavailable when it is no call any more: tables change while a crowdloan lasts. */
export function keptCall(world: Reads, kept: BoundedCall): CallValue {
  const call = callOf(world, kept)
  ensure(call !== undefined, CallUnavailable)
  return call
}
