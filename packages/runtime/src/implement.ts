// Joins a chapter's calls with what they do. A declared call without a handler, or a handler without a declared call, does
// not compile: a table never lists what is not served.
import type { AccountId } from '@taonet/wire'
import type { NetUid } from './nouns.ts'
import type { CallArgs, Chapter, ChapterLiteral } from './table.ts'
import type { Origin, Reads, World } from './world.ts'

/** What a call says of its own cost after it ran; nothing = as declared. */
export interface PostInfo {
  readonly free?: boolean
}

// biome-ignore lint/suspicious/noConfusingVoidType: a call with nothing to say about its cost has no return statement
type Said = PostInfo | void

export type Handlers<T extends ChapterLiteral> = {
  readonly [N in keyof CallArgs<T>]: (world: World, origin: Origin, args: CallArgs<T>[N]) => Said
}

/** Checks that run in the pool, and again at dispatch before the call's own body (chain-weights-staking §4.0). */
export type Guards<T extends ChapterLiteral> = {
  readonly [N in keyof CallArgs<T>]?: (world: World, origin: Origin, args: CallArgs<T>[N]) => void
}

/** Stake of whoever signs. */
export interface FeeSource {
  readonly hotkey: AccountId
  readonly netuid: NetUid
}

/** The one place from which a call takes stake: there its fee may be taken too (chain-governance §6.12). */
export type FeeSources<T extends ChapterLiteral> = {
  readonly [N in keyof CallArgs<T>]?: (
    world: Reads,
    coldkey: AccountId,
    args: CallArgs<T>[N],
  ) => FeeSource | undefined
}

/** A handler or guard whose arguments are known only to its table. */
export type Loose = (world: World, origin: Origin, args: unknown) => Said

export type LooseSource = (world: Reads, coldkey: AccountId, args: unknown) => FeeSource | undefined

export interface Implementation {
  readonly chapter: Chapter
  readonly handlers: Readonly<Record<string, Loose>>
  readonly guards: Readonly<Record<string, Loose>>
  readonly feeSources: Readonly<Record<string, LooseSource>>
}

export function implement<T extends ChapterLiteral>(
  chapter: Chapter<T>,
  handlers: Handlers<T>,
  guards: Guards<T> = {},
  feeSources: FeeSources<T> = {},
): Implementation {
  // The executive decodes arguments by the same table, so each handler gets exactly the type it was checked against.
  return { chapter, handlers, guards, feeSources } as unknown as Implementation
}
