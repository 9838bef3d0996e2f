// The chain says no: the pool refused an extrinsic, or its call failed. The name and docs are the protocol's own.
import { RpcError } from './rpc-error.ts'

export class ChainError extends Error {
  /** The error's name in the protocol, or the pool's reason: one of `PoolReason`. */
  readonly code: string
  readonly docs: string
  constructor(code: string, docs: string, cause?: unknown) {
    super(docs === '' ? code : `${code}: ${docs}`, cause === undefined ? {} : { cause })
    this.name = 'ChainError'
    this.code = code
    this.docs = docs
  }
}

/** Why a pool takes an extrinsic not, or no longer. */
export type PoolReason =
  | 'Invalid'
  | 'Unknown'
  | 'Banned'
  | 'AlreadyImported'
  | 'PriorityTooLow'
  | 'PoolFull'
  | 'Usurped'
  | 'Dropped'

/** JSON-RPC's codes for refusals by the transaction pool (wire-interface §1.5). */
const POOL_CODES: Readonly<Record<number, PoolReason>> = {
  1010: 'Invalid',
  1011: 'Unknown',
  1012: 'Banned',
  1013: 'AlreadyImported',
  1014: 'PriorityTooLow',
  1016: 'PoolFull',
}

/** What the node threw at a submission: a refusal of the pool as a ChainError, anything else as it is. */
export function asChainError(thrown: unknown): unknown {
  if (!(thrown instanceof RpcError)) return thrown
  const code = POOL_CODES[thrown.code]
  return code === undefined ? thrown : new ChainError(code, thrown.message, thrown)
}
