// Utility's calls that hold calls. Nested calls go through the same dispatch as any: guards first, then the body.
import { type AccountId, AccountId32, tuple, u16 } from '@taonet/wire'
import { utilityAccount } from '../../derived-account.ts'
import type { Dispatch } from '../../dispatch.ts'
import { badOrigin, ensure } from '../../failure.ts'
import { resultOf } from '../../frame-types.ts'
import { type Implementation, implement } from '../../implement.ts'
import type { CallValue } from '../../runtime-enums.ts'
import { attempt, ensureRoot, ensureSigned, type Origin, root, signed, type World } from '../../world.ts'
import { ensureNoSystemAccount } from '../staking/accounts.ts'
import { MAX_BATCH, utility } from './table.ts'

const { event } = utility

const Derived = tuple(AccountId32, u16)

/** The account under one of an account's 65,536 numbers. */
export const derivativeOf = (who: AccountId, index: number): AccountId =>
  utilityAccount(Derived, [who, index])

/** Root acts as anybody, but for the accounts that back the pools, and for the runtime itself, which tells the time. */
function ensureMayActAs(as: Origin): void {
  ensure(as.type !== 'none', badOrigin)
  if (as.type === 'signed') ensureNoSystemAccount(as.account)
}

function admit(origin: Origin, calls: readonly CallValue[]): void {
  ensure(origin.type !== 'none', badOrigin)
  ensure(calls.length <= MAX_BATCH, utility.error.TooManyCalls)
}

export function utilityCalls(dispatch: Dispatch): Implementation {
  const run = (world: World, origin: Origin, call: CallValue) =>
    attempt(world, () => dispatch(world, origin, call))
  return implement(utility, {
    as_derivative(world, origin, { index, call }) {
      dispatch(world, signed(derivativeOf(ensureSigned(origin), index)), call)
    },
    dispatch_as(world, origin, { as_origin, call }) {
      ensureRoot(origin)
      ensureMayActAs(as_origin)
      world.emit(event.DispatchedAs({ result: resultOf(run(world, as_origin, call)) }))
    },
    dispatch_as_fallible(world, origin, { as_origin, call }) {
      ensureRoot(origin)
      ensureMayActAs(as_origin)
      dispatch(world, as_origin, call)
      world.emit(event.DispatchedAs({ result: { type: 'Ok', value: [] } }))
    },
    with_weight(world, origin, { call }) {
      ensureRoot(origin)
      dispatch(world, root, call)
    },
    if_else(world, origin, { main, fallback }) {
      ensure(origin.type !== 'none', badOrigin)
      const outcome = run(world, origin, main)
      if (outcome.ok) return world.emit(event.IfElseMainSuccess({}))
      dispatch(world, origin, fallback)
      world.emit(event.IfElseFallbackCalled({ main_error: outcome.error }))
    },
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
