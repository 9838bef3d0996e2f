// The narrow interface through which every driver (embedded, CometBFT, lab) runs the chain, shaped like ABCI 2.0:
// init · check · prepare · process · finalize · commit · query · snapshot (DESIGN §4).
import type { Applied, Changes, Offence, Rejection, ValidTransaction } from '@taonet/runtime'
import type { AccountId, Hash, Header } from '@taonet/wire'
import type { Chain } from '../chain.ts'
import type { Restored, Snapshot } from './snapshot.ts'

export interface Head {
  readonly number: number
  readonly hash: Hash
  readonly header: Header
}

/** Everything a block is decided by. Inherents are made by the runtime from it and never travel. */
export interface Proposal {
  readonly number: number
  readonly parentHash: Hash
  /** Milliseconds since 1970. */
  readonly time: bigint
  /** The proposer's authority account. */
  readonly author: AccountId | undefined
  /** What the engine proved of authorities; absent = nothing. */
  readonly offences?: readonly Offence[]
  readonly extrinsics: readonly Uint8Array[]
}

export interface Block extends Head {
  /** Inherents first, then the proposal's extrinsics. */
  readonly body: readonly Uint8Array[]
  readonly changes: Changes
  /** What became of each of the proposal's extrinsics. */
  readonly outcomes: readonly Applied[]
}

export type Checked =
  | {
      readonly ok: true
      readonly signer: AccountId
      readonly nonce: number
      readonly tip: bigint
      readonly valid: ValidTransaction
    }
  | { readonly ok: false; readonly rejection: Rejection }

/** Where `prepare` takes transactions from; it reports what became of each before it asks for the next. */
export interface TransactionSource {
  next(): Uint8Array | undefined
  included(): void
  refused(rejection: Rejection): void
}

export type Verdict = { readonly ok: true } | { readonly ok: false; readonly why: string }

export interface HostPort {
  /** The newest durable block. The port is made by `openHost`, which is `init`: genesis, or what the store holds. */
  readonly head: Head
  /** May this transaction enter a pool? Verifies its signature. Says nothing of transactions that wait before it. */
  check(extrinsic: Uint8Array): Promise<Checked>
  /** Builds a proposal on the head; every transaction of the source has been checked. */
  prepare(moment: Pick<Proposal, 'time' | 'author' | 'offences'>, source: TransactionSource): Proposal
  /** Is a proposal of somebody else acceptable, to the last signature? */
  process(proposal: Proposal): Promise<Verdict>
  /** Executes a decided proposal without making it durable. Verifies what `process` has not seen. */
  finalize(proposal: Proposal): Promise<Block>
  /** Makes the finalized block durable, then announces it. */
  commit(): Promise<Block>
  /** Reads at any kept block. */
  readonly query: Chain
  /** The head with its whole state, in chunks that `openSnapshot` reads. */
  snapshot(): Snapshot
  /** Goes on from a later block of the same chain, without those before it. */
  restore(restored: Restored): void
}
