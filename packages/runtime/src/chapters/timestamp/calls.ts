// Timestamp's one call.
import { invariant } from '../../failure.ts'
import { implement } from '../../implement.ts'
import { ensureNone } from '../../world.ts'
import { timestamp } from './table.ts'

const { Now } = timestamp.storage

export const timestampCalls = implement(timestamp, {
  set(world, origin, { now }) {
    ensureNone(origin)
    // The time comes from a header that the host accepted: time running backwards is the host's mistake, not a user's.
    invariant(now > Now.get(world), `block time ${now} is not later than its parent's`)
    Now.put(world, now)
  },
})
