// A chain before its first block, as plain data: what a chain specification file holds.
import type { AccountId } from '@taonet/wire'
import type { ProfileName } from './profile.ts'

/** Whole numbers beyond 2^53 are decimal text. */
export type PlainValue = number | string | boolean | readonly PlainValue[]

export interface GenesisSpec {
  readonly profile: ProfileName
  /** Shown by `system_chain`. */
  readonly chain: string
  readonly sudo?: AccountId
  /** Which version of the rules executes its blocks until root plans another; absent = whichever there is. */
  readonly specVersion?: number
  /** Free balances in rao as decimal text; each at least the existential deposit. */
  readonly balances: readonly (readonly [account: AccountId, rao: string])[]
  /** Authority accounts of the proposers; fees of a block go to its author. */
  readonly authorities: readonly AccountId[]
  /** The one relaxation of `serve_axon` (DESIGN §5). */
  readonly allowLoopbackAxons: boolean
  /** Who may send extrinsics, beside the sudo key and hotkeys of those named; absent = everybody. */
  readonly members?: readonly AccountId[]
  /** Whether `serve_axon` takes no address without a key for TLS; absent = false. */
  readonly axonsNeedTls?: boolean
  /** Whether subnet 1 is there from the start, as on the reference's local chain; absent = root alone. */
  readonly firstSubnet?: boolean
  /** First values of chain-wide rows, by `Pallet.Item`: `{ 'SubtensorModule.AdminFreezeWindow': 2 }`. */
  readonly values: Readonly<Record<string, PlainValue>>
  /**
   * What `register_network` writes for a new subnet beyond chain-registry §3.1a, by SubtensorModule item:
   * `{ Tempo: 20, CommitRevealWeightsEnabled: false }`. Storage defaults, and so the metadata, stay.
   */
  readonly newSubnet: Readonly<Record<string, PlainValue>>
}
