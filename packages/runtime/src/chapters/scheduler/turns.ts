// The calls whose block has come, at its start: by priority, as far as the time for them goes; what does not fit waits for
// the next block.
import { costOf } from '../../call-weight.ts'
import type { Dispatch } from '../../dispatch.ts'
import { ensure } from '../../failure.ts'
import { resultOf } from '../../frame-types.ts'
import type { CallValue } from '../../runtime-enums.ts'
import { attempt, type World } from '../../world.ts'
import { callOf, holdAgain, letGo } from '../preimage/held-calls.ts'
import { place, takeOff, taskAt } from './agenda.ts'
import { later } from './schedule.ts'
import {
  type Address,
  Agenda,
  IncompleteSince,
  Lookup,
  MAX_WEIGHT,
  Retries,
  type RetryConfig,
  scheduler,
  type Task,
} from './table.ts'

const { event } = scheduler

/** A refused call in a later block, without its name and its period. */
function tryAgain(world: World, address: Address, task: Task, { remaining, ...config }: RetryConfig): void {
  if (remaining === 0) return
  const again = attempt(world, () => {
    holdAgain(world, task.call)
    const once = { ...task, maybe_id: undefined, maybe_periodic: undefined }
    const next = place(world, later(world.block, config.period || 1), once)
    Retries.put(world, next, { ...config, remaining: remaining - 1 })
  })
  if (!again.ok) world.emit(event.RetryFailed({ task: address, id: task.maybe_id }))
}

function putDownAgain(world: World, address: Address, task: Task, retry: RetryConfig | undefined): void {
  if (!task.maybe_periodic) return letGo(world, task.call)
  const [period, times] = task.maybe_periodic
  const next: Task = { ...task, maybe_periodic: times > 1 ? [period, times - 1] : undefined }
  const again = attempt(world, () => {
    // The call may have put down another under its name.
    ensure(next.maybe_id === undefined || !Lookup.has(world, next.maybe_id), scheduler.error.FailedToSchedule)
    const there = place(world, later(world.block, period), next)
    if (retry) Retries.put(world, there, { ...retry, remaining: retry.total_retries })
  })
  if (again.ok) return
  letGo(world, task.call)
  world.emit(event.PeriodicFailed({ task: address, id: task.maybe_id }))
}

function take(world: World, dispatch: Dispatch, address: Address, task: Task, call: CallValue): void {
  const retry = Retries.get(world, address)
  takeOff(world, address, task)
  const outcome = attempt(world, () => dispatch(world, task.origin, call))
  world.emit(event.Dispatched({ task: address, id: task.maybe_id, result: resultOf(outcome) }))
  if (!outcome.ok && retry) tryAgain(world, address, task, retry)
  putDownAgain(world, address, task, retry)
}

/** Reference time that calls have taken in this block. */
interface Used {
  time: bigint
}

/** One task's turn; false when it must wait. */
function turn(world: World, dispatch: Dispatch, used: Used, address: Address): boolean {
  // An earlier call may have taken it off.
  const task = taskAt(world, address)
  if (!task) return true
  const call = callOf(world, task.call)
  const weight = call ? costOf(call).weight : 0n
  if (call && used.time + weight <= MAX_WEIGHT.ref_time) {
    used.time += weight
    take(world, dispatch, address, task, call)
    return true
  }
  if (call && weight <= MAX_WEIGHT.ref_time) return false
  takeOff(world, address, task)
  letGo(world, task.call)
  const about = { task: address, id: task.maybe_id }
  world.emit(call ? event.PermanentlyOverweight(about) : event.CallUnavailable(about))
  return true
}

/** Whether every task of the block has had its turn. */
function runAgenda(world: World, dispatch: Dispatch, used: Used, when: number): boolean {
  const tasks = [...Agenda.get(world, when).entries()].flatMap(([index, task]) =>
    task ? [{ index, priority: task.priority }] : [],
  )
  tasks.sort((a, b) => a.priority - b.priority || a.index - b.index)
  let complete = true
  for (const { index } of tasks) complete = turn(world, dispatch, used, [when, index]) && complete
  return complete
}

/** @returns picoseconds of reference time that calls took. */
export function runSchedule(world: World, dispatch: Dispatch): bigint {
  const used: Used = { time: 0n }
  const { block } = world
  let when = IncompleteSince.get(world) ?? block
  while (when <= block && runAgenda(world, dispatch, used, when)) when++
  if (when > block) IncompleteSince.remove(world)
  else {
    IncompleteSince.put(world, when)
    world.emit(event.AgendaIncomplete({ when }))
  }
  return used.time
}
