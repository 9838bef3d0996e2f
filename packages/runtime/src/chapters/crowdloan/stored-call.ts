// The call that a crowdloan makes at its end, kept as bytes until then (chain-governance §6.6).
import { DecodeError, decode, encode } from '@taonet/wire'
import { type BoundedCall, MAX_INLINE_BYTES } from '../../bounded-call.ts'
import { ensure, refuse } from '../../failure.ts'
import { type CallValue, RuntimeCall } from '../../runtime-enums.ts'
import { crowdloan } from './table.ts'

const { CallUnavailable } = crowdloan.error

/** Refuses CallUnavailable for a call that is too long to be kept. */
export function storeCall(call: CallValue): BoundedCall {
  const value = encode(RuntimeCall, call)
  ensure(value.length <= MAX_INLINE_BYTES, CallUnavailable)
  return { type: 'Inline', value }
}

/** Refuses CallUnavailable when the bytes are no call any more: tables change while a crowdloan lasts. */
export function storedCall(stored: BoundedCall): CallValue {
  if (stored.type !== 'Inline') return refuse(CallUnavailable)
  try {
    return decode(RuntimeCall, stored.value)
  } catch (thrown) {
    if (thrown instanceof DecodeError || thrown instanceof RangeError) return refuse(CallUnavailable)
    throw thrown
  }
}
