// The narrow interface between the protocol and whoever hosts it: the node's drivers and the lab (DESIGN §4).
import type { AccountId, Hash, Header, Hex } from '@taonet/wire'
import type { Steps } from './api.ts'
import type { Offence } from './chapters/authorities/table.ts'
import type { EventRecord } from './chapters/system/table.ts'
import type { DispatchError, Rejection } from './failure.ts'
import type { GenesisSpec } from './genesis-spec.ts'
import type { Tao } from './nouns.ts'
import type { Profile } from './profile.ts'
import type { Changes, StateView } from './state.ts'

export type { Offence } from './chapters/authorities/table.ts'
export type { EventRecord, Phase } from './chapters/system/table.ts'

export interface BlockContext {
  readonly number: number
  readonly parentHash: Hash
  /** Milliseconds since 1970, later than the parent's. */
  readonly time: bigint
  /** The proposer's authority account; fees of a block without author are burnt. */
  readonly author: AccountId | undefined
  /** What the engine proved of authorities; absent = nothing. */
  readonly offences?: readonly Offence[]
}

/**
 * What must be verified before an extrinsic may be executed. The payload depends on the block it is checked for (an
 * expired mortal extrinsic gets another birth hash), so a cache of verdicts is keyed by signer, message and signature.
 */
export interface SignatureFacts {
  readonly scheme: 'sr25519' | 'ed25519' | 'ecdsa'
  readonly signer: AccountId
  /** The payload to verify. */
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly nonce: number
  readonly tip: bigint
}

export interface ValidTransaction {
  readonly priority: bigint
  /** Tags of account and nonce in hex; non-empty when the nonce lies ahead of the account's. */
  readonly requires: readonly string[]
  readonly provides: readonly string[]
  /** Blocks until the era ends; 2^53 - 1 for an immortal one. */
  readonly longevity: number
  readonly propagate: boolean
  readonly signer: AccountId
  readonly nonce: number
  readonly fee: Tao
  /** Free by rule: such calls have the reserved quarter of the block (DESIGN §4). */
  readonly free: boolean
  /** It pays nothing and its signer has no balance and is no hotkey: a block takes few of these (`STRANGERS_A_BLOCK`). */
  readonly stranger: boolean
  /** Bytes, length prefix included. */
  readonly length: number
  /** Picoseconds of reference time. */
  readonly weight: bigint
}

export type Validity =
  | { readonly ok: true; readonly valid: ValidTransaction }
  | { readonly ok: false; readonly rejection: Rejection }

/** Included with the fee paid (`dispatch` tells how the call failed, if it did), or not included at all. */
export type Applied =
  | { readonly ok: true; readonly dispatch: DispatchError | undefined; readonly fee: Tao }
  | { readonly ok: false; readonly rejection: Rejection }

export interface FinishedBlock {
  readonly header: Header
  readonly hash: Hash
  readonly body: readonly Uint8Array[]
  readonly changes: Changes
}

export interface OpenBlock {
  /** Already applied; the first bytes of the body. */
  readonly inherents: readonly Uint8Array[]
  /** The host has verified the signature. A rejected extrinsic leaves no trace. */
  apply(extrinsic: Uint8Array): Applied
  /** No ordinary extrinsic fits any more. */
  readonly full: boolean
  /** Everything written so far: what one extrinsic did is what came on top. Live, and read between extrinsics only. */
  readonly changes: Changes
  /** Closes the block; nothing may be applied afterwards. `rootOf` is the root of the parent's state with the changes. */
  finalize(rootOf: (changes: Changes) => Hash): FinishedBlock
}

export interface RuntimeVersion {
  readonly specName: string
  readonly implName: string
  readonly authoringVersion: number
  readonly specVersion: number
  readonly implVersion: number
  /** blake2b-64 of the trait's name, and its version. */
  readonly apis: readonly (readonly [id: Hex, version: number])[]
  readonly transactionVersion: number
  readonly systemVersion: number
  readonly stateVersion: number
}

export interface Runtime {
  readonly profile: Profile
  readonly version: RuntimeVersion
  readonly apis: readonly { readonly name: string; readonly version: number }[]
  /** Bare metadata bytes, `meta` and all; computed once. */
  metadata(version: 14 | 15): Uint8Array
  /** Stands for the hash of `:code`, which clients cache metadata by: changes with the metadata. */
  codeHash(): Hash
  genesis(spec: GenesisSpec): Changes
  genesisHeader(stateRoot: Hash): Header
  /**
   * What to verify for an extrinsic in the block after `head`, whose state is `view`; undefined for a bare extrinsic.
   * `head` is needed because a state does not know its own block's hash, and extrinsics are signed over it.
   */
  signatureOf(view: StateView, extrinsic: Uint8Array, head: Hash): SignatureFacts | Rejection | undefined
  /** Whether the block after `head` may hold the extrinsic, whose signature the caller has checked. */
  validate(view: StateView, extrinsic: Uint8Array, head: Hash): Validity
  /** Starts the block after `view`: system rows, inherents and the block step are done. */
  open(view: StateView, context: BlockContext): OpenBlock
  /** Answers `Trait_method`. Throws ApiNotFound, or DecodeError for malformed arguments. */
  call(view: StateView, name: string, data: Uint8Array): Uint8Array
  /** The same, a list element by element; throws at the first step or, when the state is discarded meanwhile, later. */
  callInSteps(view: StateView, name: string, data: Uint8Array): Steps
  /** The state as clients see it: rows the rules dropped and the runtime computes are mixed in. */
  withViews(view: StateView): StateView
  /** Of the block after `view`: the specVersion whose rules it follows; undefined when any will do (adr/0006). */
  versionOfNext(view: StateView): number | undefined
  eventsAt(view: StateView): readonly EventRecord[]
  /** Throws Bug when a conservation law or a bound does not hold. */
  allInvariants(view: StateView): void
}
