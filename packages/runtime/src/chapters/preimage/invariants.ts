// What always holds of preimages.
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { depositFor } from './preimages.ts'
import { PreimageFor, RequestStatusFor } from './table.ts'

/**
 * That bytes are those of their hash is not looked at: they may be megabytes, and this may run in every block.
 *
 * @throws Bug when nobody needs or pays for bytes, or a deposit is not their price.
 */
export function preimageInvariants(world: Reads): void {
  for (const [[[hash, length]], bytes] of PreimageFor.entries(world)) {
    invariant(bytes.length === length, `${hash} is of ${bytes.length} bytes, not ${length}`)
    const status = RequestStatusFor.get(world, hash)
    const known = status?.type === 'Requested' ? status.value.maybe_len : status?.value.len
    invariant(known === length, `nobody needs the preimage of ${hash}`)
  }
  for (const [[hash], { type, value }] of RequestStatusFor.entries(world)) {
    const [ticket, length] =
      type === 'Requested' ? [value.maybe_ticket, value.maybe_len] : [value.ticket, value.len]
    invariant(length === undefined || PreimageFor.has(world, [hash, length]), `${hash} has no preimage`)
    invariant(type === 'Unrequested' || value.count > 0, `${hash} was asked for by nobody`)
    const paid = ticket === undefined || (length !== undefined && ticket[1] === depositFor(length))
    invariant(paid, `${ticket?.[0]} paid ${ticket?.[1]} for ${hash}`)
  }
}
