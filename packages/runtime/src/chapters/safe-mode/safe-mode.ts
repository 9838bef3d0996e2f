// When safe mode begins and ends, and what comes through meanwhile (chain-governance §6.1).
import { ensure } from '../../failure.ts'
import type { CallValue } from '../../runtime-enums.ts'
import type { Reads, World } from '../../world.ts'
import { system } from '../system/table.ts'
import { EnteredUntil, ROOT_ENTERS_FOR, ROOT_EXTENDS_BY, safeMode } from './table.ts'

const { error, event } = safeMode
const LAST_BLOCK = 0xffff_ffff

export function enter(world: World): void {
  ensure(!EnteredUntil.has(world), error.Entered)
  const until = Math.min(world.block + ROOT_ENTERS_FOR, LAST_BLOCK)
  EnteredUntil.put(world, until)
  world.emit(event.Entered({ until }))
}

export function extend(world: World): void {
  const now = EnteredUntil.get(world)
  ensure(now !== undefined, error.Exited)
  const until = Math.min(now + ROOT_EXTENDS_BY, LAST_BLOCK)
  EnteredUntil.put(world, until)
  world.emit(event.Extended({ until }))
}

export function exit(world: World, reason: 'Timeout' | 'Force'): void {
  ensure(EnteredUntil.has(world), error.Exited)
  EnteredUntil.remove(world)
  world.emit(event.Exited({ reason: { type: reason, value: undefined } }))
}

/** At the start of every block. */
export function exitInTime(world: World): void {
  const until = EnteredUntil.get(world)
  if (until !== undefined && world.block > until) exit(world, 'Timeout')
}

/** Whoever may end safe mode, and what subnets need to go on. */
const PALLETS: ReadonlySet<string> = new Set(['Sudo', 'Multisig', 'System', 'SafeMode', 'Timestamp'])
const CALLS: ReadonlySet<string> = new Set([
  'SubtensorModule.set_weights',
  'SubtensorModule.serve_axon',
  'Commitments.set_commitment',
])

/** Refuses CallFiltered. A call inside another is asked about when it has its turn. */
export function ensureSafe(world: Reads, call: CallValue): void {
  if (PALLETS.has(call.pallet) || CALLS.has(`${call.pallet}.${call.name}`)) return
  ensure(!EnteredUntil.has(world), system.error.CallFiltered)
}
