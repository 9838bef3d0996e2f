// Places in the agendas: a call keeps its place until it has its turn, holes are filled when there is no other room.
import { ensure, exhausted } from '../../failure.ts'
import type { Reads, World } from '../../world.ts'
import { type Address, Agenda, Lookup, MAX_SCHEDULED, Retries, scheduler, type Task } from './table.ts'

export const taskAt = (world: Reads, [when, index]: Address): Task | undefined =>
  Agenda.get(world, when)[index]

/** Refuses Exhausted when the block has no room. */
export function place(world: World, when: number, task: Task): Address {
  const agenda = Agenda.get(world, when)
  const index = agenda.length < MAX_SCHEDULED ? agenda.length : agenda.indexOf(undefined)
  ensure(index >= 0, exhausted)
  Agenda.put(world, when, agenda.toSpliced(index, 1, task))
  if (task.maybe_id !== undefined) Lookup.put(world, task.maybe_id, [when, index])
  world.emit(scheduler.event.Scheduled({ when, index }))
  return [when, index]
}

/** Takes a task off its place; others keep theirs. */
export function takeOff(world: World, [when, index]: Address, { maybe_id }: Task): void {
  const left = Agenda.get(world, when).toSpliced(index, 1, undefined)
  while (left.length > 0 && left.at(-1) === undefined) left.pop()
  if (left.length === 0) Agenda.remove(world, when)
  else Agenda.put(world, when, left)
  Retries.remove(world, [when, index])
  if (maybe_id !== undefined) Lookup.remove(world, maybe_id)
}
