// A transaction as the pool keeps it, the numbers that bound the pool, and how the pool says no.
import type { Rejection } from '@taonet/runtime'
import type { AccountId, Hash } from '@taonet/wire'

export interface Entry {
  readonly hash: Hash
  readonly bytes: Uint8Array
  readonly signer: AccountId
  readonly nonce: number
  /** rao; only compared between transactions of the same account and nonce. */
  readonly tip: bigint
  /** Fee, tip included, in rao for each unit of weight: this node's own order, never consensus. */
  readonly rate: number
  /** A protocol call that is free by rule. */
  readonly free: boolean
  /** It pays nothing, and its signer has no balance and is no hotkey. */
  readonly stranger: boolean
  /** Units of ref_time. */
  readonly weight: bigint
  /** First block that may not hold it any more. */
  readonly deadline: number
  /** Order of arrival. */
  readonly arrival: number
}

export type Readiness = 'ready' | 'future'

export interface PoolLimits {
  readonly count: number
  readonly bytes: number
  readonly perAccount: number
  /** Transactions of one account that wait for an earlier nonce. */
  readonly futurePerAccount: number
  /** Free protocol calls of one hotkey, in the pool and in one block. */
  readonly freePerAccount: number
  /** Free calls of signers without a balance or a hotkey, all together: making such a signer costs nothing. */
  readonly strangers: number
}

export const POOL_LIMITS: PoolLimits = {
  count: 16_384,
  bytes: 32 * 1024 * 1024,
  perAccount: 2048,
  futurePerAccount: 128,
  freePerAccount: 16,
  strangers: 64,
}

/** The pool says no, beside what the runtime says (wire-interface §1.5). */
export type PoolRejection =
  | Rejection
  | { readonly kind: 'imported'; readonly hash: Hash }
  | { readonly kind: 'banned' }
  | { readonly kind: 'cheaper'; readonly offered: bigint; readonly present: bigint }
  | { readonly kind: 'full'; readonly what: string }
