// The chain says no: the pool refused an extrinsic, or its call failed. The name and docs are the protocol's own.
import { RpcError } from './socket.ts'

export class ChainError extends Error {
  /** `Pallet.Error`, or the pool's short reason. */
  readonly code: string
  readonly docs: string
  constructor(code: string, docs: string, cause?: unknown) {
    super(docs === '' ? code : `${code}: ${docs}`, cause === undefined ? {} : { cause })
    this.name = 'ChainError'
    this.code = code
    this.docs = docs
  }
}

/** JSON-RPC's codes for refusals by the transaction pool (wire-interface §1.5). */
const POOL_CODES = new Set([1010, 1011, 1012, 1013, 1014, 1015, 1016])

export function asChainError(thrown: unknown): unknown {
  if (!(thrown instanceof RpcError) || !POOL_CODES.has(thrown.code)) return thrown
  const reason = typeof thrown.data === 'string' ? thrown.data : ''
  return new ChainError('Pool', reason === '' ? thrown.message : reason, thrown)
}
