// Calls that are kept for later: short ones as they are, long ones as preimages that the chain needs.
import { DecodeError, encode } from '@taonet/wire'
import { type BoundedCall, MAX_INLINE_BYTES } from '../../bounded-call.ts'
import { type CallValue, RuntimeCall } from '../../runtime-enums.ts'
import { decodeCall } from '../../tables.ts'
import { attempt, type Reads, type World } from '../../world.ts'
import { keep, request, unrequest } from './preimages.ts'
import { PreimageFor } from './table.ts'

/** To be let go of by `letGo`, once. */
export function hold(world: World, call: CallValue): BoundedCall {
  const bytes = encode(RuntimeCall, call)
  if (bytes.length <= MAX_INLINE_BYTES) return { type: 'Inline', value: bytes }
  return { type: 'Lookup', value: { hash: keep(world, bytes), len: bytes.length } }
}

/** The same call for one user more. */
export function holdAgain(world: World, held: BoundedCall): void {
  if (held.type !== 'Inline') request(world, held.value.hash)
}

/** Root may have taken the request back before. */
export function letGo(world: World, held: BoundedCall): void {
  if (held.type !== 'Inline') attempt(world, () => unrequest(world, held.value.hash))
}

const bytesOf = (world: Reads, held: BoundedCall): Uint8Array | undefined => {
  if (held.type === 'Inline') return held.value
  return held.type === 'Lookup' ? PreimageFor.get(world, [held.value.hash, held.value.len]) : undefined
}

/** Undefined when the bytes are gone, or are no call of this edition of the protocol. */
export function callOf(world: Reads, held: BoundedCall): CallValue | undefined {
  const bytes = bytesOf(world, held)
  try {
    return bytes && decodeCall(bytes)
  } catch (thrown) {
    if (thrown instanceof DecodeError || thrown instanceof RangeError) return undefined
    throw thrown
  }
}
