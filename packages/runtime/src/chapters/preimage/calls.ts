// The calls on preimages. Root pays nothing, and what root notes stays until root takes it back.
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { implement } from '../../implement.ts'
import { ensureRoot, ensureSigned, type Origin } from '../../world.ts'
import { note, request, unnote, unrequest } from './preimages.ts'
import { MAX_HASHES, preimage } from './table.ts'

const { error } = preimage

const payerOf = (origin: Origin): AccountId | undefined =>
  origin.type === 'root' ? undefined : ensureSigned(origin)

export const preimageCalls = implement(preimage, {
  note_preimage: (world, origin, { bytes }) => ({ free: note(world, bytes, payerOf(origin)) }),
  unnote_preimage(world, origin, { hash }) {
    unnote(world, hash, payerOf(origin))
  },
  request_preimage(world, origin, { hash }) {
    ensureRoot(origin)
    request(world, hash)
  },
  unrequest_preimage(world, origin, { hash }) {
    ensureRoot(origin)
    unrequest(world, hash)
  },
  ensure_updated(_, origin, { hashes }) {
    ensureSigned(origin)
    ensure(hashes.length > 0, error.TooFew)
    ensure(hashes.length <= MAX_HASHES, error.TooMany)
  },
})
