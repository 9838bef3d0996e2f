// What always holds of the schedule.
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { taskAt } from './agenda.ts'
import { Agenda, Lookup, MAX_SCHEDULED, Retries } from './table.ts'

/** @throws Bug when an agenda is too long or ends in a hole, or a name or a retry points to no task. */
export function schedulerInvariants(world: Reads): void {
  let named = 0
  for (const [[when], agenda] of Agenda.entries(world)) {
    invariant(agenda.length <= MAX_SCHEDULED, `${agenda.length} calls are put down for block ${when}`)
    invariant(agenda.at(-1) !== undefined, `the agenda of block ${when} ends in a hole`)
    for (const task of agenda) if (task?.maybe_id !== undefined) named++
  }
  for (const [[id], address] of Lookup.entries(world)) {
    invariant(taskAt(world, address)?.maybe_id === id, `${id} is not where it should be`)
    named--
  }
  invariant(named === 0, 'a call has a name that nobody finds')
  for (const [[address]] of Retries.entries(world))
    invariant(taskAt(world, address) !== undefined, `nothing to try again at ${address.join('.')}`)
}
