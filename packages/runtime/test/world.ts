// A World made by hand, for tests of one chapter without the executive: an overlay over nothing, a list of events, and a
// block number that the test may set.
import { type AccountId, accountId, blake2b256, type Hash, hash32 } from '@taonet/wire'
import type { DispatchError } from '../src/failure.ts'
import { Overlay } from '../src/overlay.ts'
import type { StateView } from '../src/state.ts'
import { attempt, type EventValue, type World } from '../src/world.ts'

const nothing: StateView = { get: () => undefined, keys: () => [] }

export interface TestWorld extends World {
  block: number
  parentHash: Hash
  time: bigint
  author: AccountId | undefined
  readonly events: EventValue[]
}

export function testWorld(settings: Partial<Pick<TestWorld, 'block' | 'author'>> = {}): TestWorld {
  const events: EventValue[] = []
  return {
    state: new Overlay(nothing),
    block: settings.block ?? 1,
    parentHash: hash32(new Uint8Array(32)),
    time: 0n,
    author: settings.author,
    extrinsic: 0,
    events,
    emit: event => void events.push(event),
    mark: () => events.length,
    rewind: mark => void events.splice(mark),
  }
}

/** A different account for every name, the same in every run. */
export const accountOf = (name: string): AccountId => accountId(blake2b256(new TextEncoder().encode(name)))

/** What a call refused with; undefined when it went through. Its writes and events stay or vanish accordingly. */
export function refusalOf(world: World, call: () => unknown): DispatchError | undefined {
  const outcome = attempt(world, call)
  return outcome.ok ? undefined : outcome.error
}

/** Names of the events since `mark`. */
export const eventNames = (world: TestWorld, mark = 0): string[] =>
  world.events.slice(mark).map(event => event.name)
