// Putting calls down for later, taking them off, and having them tried again.
import type { Hash } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { CallValue } from '../../runtime-enums.ts'
import { type Reads, root, type World } from '../../world.ts'
import { hold, letGo } from '../preimage/held-calls.ts'
import { place, takeOff, taskAt } from './agenda.ts'
import { type Address, Lookup, Retries, scheduler, type Task } from './table.ts'

const { error, event } = scheduler

const LAST_BLOCK = 0xffff_ffff

/** Block numbers are u32: what lies beyond the last never comes. */
export const later = (block: number, blocks: number): number => Math.min(block + blocks, LAST_BLOCK)

export interface Order {
  readonly when: number
  readonly maybe_periodic: readonly [period: number, times: number] | undefined
  readonly priority: number
  readonly call: CallValue
  readonly id?: Hash
}

// One of the turns is the one put down now.
const periodOf = (order: Order): Task['maybe_periodic'] => {
  const [period, times] = order.maybe_periodic ?? [0, 0]
  return period > 0 && times > 1 ? [period, times - 1] : undefined
}

/** Refuses TargetBlockNumberInPast, FailedToSchedule for a name that is taken, Exhausted. */
export function schedule(world: World, order: Order): void {
  const { when, priority, call, id } = order
  ensure(when > world.block, error.TargetBlockNumberInPast)
  ensure(id === undefined || !Lookup.has(world, id), error.FailedToSchedule)
  const maybe_periodic = periodOf(order)
  place(world, when, { maybe_id: id, priority, call: hold(world, call), maybe_periodic, origin: root })
}

/** Refuses NotFound. */
export function addressOf(world: Reads, id: Hash): Address {
  const address = Lookup.get(world, id)
  ensure(address !== undefined, error.NotFound)
  return address
}

function existing(world: Reads, address: Address): Task {
  const task = taskAt(world, address)
  ensure(task !== undefined, error.NotFound)
  return task
}

export function cancel(world: World, address: Address): void {
  const task = existing(world, address)
  takeOff(world, address, task)
  letGo(world, task.call)
  const [when, index] = address
  world.emit(event.Canceled({ when, index }))
}

export interface Retry {
  readonly retries: number
  readonly period: number
}

/** @param id the name by which the call was meant, if by name. */
export function setRetry(
  world: World,
  task: Address,
  id: Hash | undefined,
  { retries, period }: Retry,
): void {
  existing(world, task)
  Retries.put(world, task, { total_retries: retries, remaining: retries, period })
  world.emit(event.RetrySet({ task, id, period, retries }))
}

export function cancelRetry(world: World, task: Address, id: Hash | undefined): void {
  existing(world, task)
  Retries.remove(world, task)
  world.emit(event.RetryCancelled({ task, id }))
}
