// The scheduler's calls: root's alone.
import { implement } from '../../implement.ts'
import { ensureRoot } from '../../world.ts'
import { addressOf, cancel, cancelRetry, later, schedule, setRetry } from './schedule.ts'
import { scheduler } from './table.ts'

export const schedulerCalls = implement(scheduler, {
  schedule(world, origin, order) {
    ensureRoot(origin)
    schedule(world, order)
  },
  cancel(world, origin, { when, index }) {
    ensureRoot(origin)
    cancel(world, [when, index])
  },
  schedule_named(world, origin, order) {
    ensureRoot(origin)
    schedule(world, order)
  },
  cancel_named(world, origin, { id }) {
    ensureRoot(origin)
    cancel(world, addressOf(world, id))
  },
  schedule_after(world, origin, { after, ...order }) {
    ensureRoot(origin)
    schedule(world, { ...order, when: later(world.block, after + 1) })
  },
  schedule_named_after(world, origin, { after, ...order }) {
    ensureRoot(origin)
    schedule(world, { ...order, when: later(world.block, after + 1) })
  },
  set_retry(world, origin, { task, ...retry }) {
    ensureRoot(origin)
    setRetry(world, task, undefined, retry)
  },
  set_retry_named(world, origin, { id, ...retry }) {
    ensureRoot(origin)
    setRetry(world, addressOf(world, id), id, retry)
  },
  cancel_retry(world, origin, { task }) {
    ensureRoot(origin)
    cancelRetry(world, task, undefined)
  },
  cancel_retry_named(world, origin, { id }) {
    ensureRoot(origin)
    cancelRetry(world, addressOf(world, id), id)
  },
})
