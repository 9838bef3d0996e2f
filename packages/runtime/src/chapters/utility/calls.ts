// Utility's batches. Nested calls go through the same dispatch as any: guards first, then the body.
import type { Dispatch } from '../../dispatch.ts'
import { badOrigin, ensure } from '../../failure.ts'
import { type Implementation, implement } from '../../implement.ts'
import type { CallValue } from '../../runtime-enums.ts'
import { attempt, type Origin, type World } from '../../world.ts'
import { MAX_BATCH, utility } from './table.ts'

const { event } = utility

function admit(origin: Origin, calls: readonly CallValue[]): void {
  ensure(origin.type !== 'none', badOrigin)
  ensure(calls.length <= MAX_BATCH, utility.error.TooManyCalls)
}

export function utilityCalls(dispatch: Dispatch): Implementation {
  const run = (world: World, origin: Origin, call: CallValue) =>
    attempt(world, () => dispatch(world, origin, call))
  return implement(utility, {
    batch(world, origin, { calls }) {
      admit(origin, calls)
      for (const [index, call] of calls.entries()) {
        const outcome = run(world, origin, call)
        if (!outcome.ok) {
          world.emit(event.BatchInterrupted({ index, error: outcome.error }))
          return
        }
        world.emit(event.ItemCompleted({}))
      }
      world.emit(event.BatchCompleted({}))
    },
    batch_all(world, origin, { calls }) {
      admit(origin, calls)
      for (const call of calls) {
        dispatch(world, origin, call)
        world.emit(event.ItemCompleted({}))
      }
      world.emit(event.BatchCompleted({}))
    },
    force_batch(world, origin, { calls }) {
      admit(origin, calls)
      let failed = false
      for (const call of calls) {
        const outcome = run(world, origin, call)
        failed ||= !outcome.ok
        world.emit(outcome.ok ? event.ItemCompleted({}) : event.ItemFailed({ error: outcome.error }))
      }
      world.emit(failed ? event.BatchCompletedWithErrors({}) : event.BatchCompleted({}))
    },
  })
}
