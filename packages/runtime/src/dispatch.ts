// Running a call: guards, then its body. Batches, sudo and the executive all go through here.
import type { AccountId } from '@taonet/wire'
import { Bug } from './failure.ts'
import type { FeeSource, Implementation, Loose, LooseSource, PostInfo } from './implement.ts'
import type { JoinedPallet } from './join.ts'
import type { CallValue } from './runtime-enums.ts'
import type { Origin, Reads, World } from './world.ts'

/** Throws the call's refusal; the caller decides what is rolled back with it. */
export type Dispatch = (world: World, origin: Origin, call: CallValue) => PostInfo

/** What holds of every call that an account signs: refuses what it may not do now, whatever it is. */
export type Gate = (world: Reads, signer: AccountId, call: CallValue) => void

/** Which calls come through at all, whoever signs; root's do. Asked at dispatch alone: such a call is included, and pays. */
export type Filter = (world: Reads, call: CallValue) => void

export interface Dispatcher {
  readonly dispatch: Dispatch
  /** The checks before the body alone, as the pool makes them (chain-weights-staking §4.0). */
  guard(world: World, origin: Origin, call: CallValue): void
  /** The stake from which the call's fee may be taken, if there is one place for it. */
  feeSource(world: Reads, coldkey: AccountId, call: CallValue): FeeSource | undefined
}

interface Entry {
  readonly body: Loose
  readonly guard: Loose | undefined
  readonly feeSource: LooseSource | undefined
}

/**
 * Chapters whose calls hold calls get `dispatch` when they are joined. Every declared call must be implemented once: a
 * table never lists what is not served.
 */
export function createDispatcher(
  declared: readonly JoinedPallet[],
  join: (dispatch: Dispatch) => readonly Implementation[],
  gate: Gate,
  filter: Filter,
): Dispatcher {
  const entries = new Map<string, Entry>()
  const entryOf = (call: CallValue): Entry => {
    const entry = entries.get(`${call.pallet}.${call.name}`)
    if (!entry) throw new Bug(`${call.pallet}.${call.name} was decoded and cannot be run`)
    return entry
  }
  const guard = (world: World, origin: Origin, call: CallValue): void => {
    if (origin.type !== 'signed') return
    gate(world, origin.account, call)
    entryOf(call).guard?.(world, origin, call.args)
  }
  const dispatch: Dispatch = (world, origin, call) => {
    guard(world, origin, call)
    if (origin.type === 'signed') filter(world, call)
    return entryOf(call).body(world, origin, call.args) ?? {}
  }
  for (const { chapter, handlers, guards, feeSources } of join(dispatch)) {
    for (const row of Object.values(chapter.literal.calls ?? {})) {
      const full = `${chapter.pallet.name}.${row.name}`
      const body = handlers[row.name]
      if (!body || entries.has(full)) throw new Bug(`${full} is not implemented exactly once`)
      entries.set(full, { body, guard: guards[row.name], feeSource: feeSources[row.name] })
    }
  }
  for (const { pallet, calls } of declared) {
    for (const { name } of calls.values())
      if (!entries.has(`${pallet.name}.${name}`))
        throw new Bug(`${pallet.name}.${name} is declared, not implemented`)
  }
  return {
    dispatch,
    guard,
    feeSource: (world, coldkey, call) => entryOf(call).feeSource?.(world, coldkey, call.args),
  }
}
