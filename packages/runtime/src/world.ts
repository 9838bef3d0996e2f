// What a rule of the protocol may know and do: the state, the block it runs in, and the events it leaves.
import type { AccountId, Hash } from '@taonet/wire'
import { badOrigin, type DispatchError, ensure, Refusal } from './failure.ts'
import type { Overlay } from './overlay.ts'
import type { StateView } from './state.ts'

/** Enough to read: a past state as well as a block under way. */
export interface Reads {
  readonly state: StateView
}

export interface EventValue {
  readonly pallet: number
  readonly index: number
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
}

export interface World extends Reads {
  readonly state: Overlay
  readonly block: number
  readonly parentHash: Hash
  /** Milliseconds since 1970, from the header, never from a clock. */
  readonly time: bigint
  /** The proposer's authority account: fees go there. */
  readonly author: AccountId | undefined
  /** Position in its block of the extrinsic that runs; 0 outside of any. */
  readonly extrinsic: number
  emit(event: EventValue): void
  /** Length of the event list, and back to it: events of a rolled-back part vanish with its writes. */
  mark(): number
  rewind(mark: number): void
}

export type Origin =
  | { readonly type: 'signed'; readonly account: AccountId }
  | { readonly type: 'root' }
  | { readonly type: 'none' }

export const root: Origin = { type: 'root' }
export const none: Origin = { type: 'none' }
export const signed = (account: AccountId): Origin => ({ type: 'signed', account })

export function ensureSigned(origin: Origin): AccountId {
  ensure(origin.type === 'signed', badOrigin)
  return origin.account
}

export function ensureRoot(origin: Origin): void {
  ensure(origin.type === 'root', badOrigin)
}

export function ensureNone(origin: Origin): void {
  ensure(origin.type === 'none', badOrigin)
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: DispatchError }

/** Runs `action` in a layer of its own: a refusal leaves no trace of it; a Bug passes through. */
export function attempt<T>(world: World, action: () => T): Outcome<T> {
  const mark = world.mark()
  world.state.begin()
  try {
    const value = action()
    world.state.commit()
    return { ok: true, value }
  } catch (thrown) {
    world.state.rollback()
    world.rewind(mark)
    if (thrown instanceof Refusal) return { ok: false, error: thrown.error }
    throw thrown
  }
}
