// How JSON-RPC says no. Codes, messages and data of a refused transaction are those that wallets parse (wire-interface
// §1.5): `data` is always text.
import { type Hash, isNetError } from '@taonet/wire'
import type { PoolRejection } from '../pool/entry.ts'

export class RpcError extends Error {
  override readonly name = 'RpcError'
  readonly code: number
  readonly data: string | undefined

  constructor(code: number, message: string, data?: string) {
    super(message)
    this.code = code
    this.data = data
  }
}

export const parseError = (why: string): RpcError => new RpcError(-32700, 'Parse error', why)
export const invalidRequest = (why: string): RpcError => new RpcError(-32600, 'Invalid request', why)
export const methodNotFound = (name: string): RpcError =>
  new RpcError(-32601, 'Method not found', `${name} is not served; rpc_methods lists what is`)
export const invalidParams = (why: string): RpcError => new RpcError(-32602, 'Invalid params', why)

/** Errors of the state and the chain have this code; Python clients match on the text after `Client error:`. */
const clientError = (what: string): RpcError => new RpcError(4003, `Client error: ${what}`)
export const unknownBlock = (hash: Hash): RpcError =>
  clientError(`UnknownBlock: Header was not found in the database: ${hash}`)
export const stateDiscarded = (hash: Hash): RpcError =>
  clientError(`Api called for an unknown Block: State already discarded for ${hash}`)
export const executionFailed = (why: string): RpcError => clientError(`Execution failed: Other: ${why}`)

/** What a client is told of an exception that no method foresaw. */
export function asRpcError(thrown: unknown): RpcError {
  if (thrown instanceof RpcError) return thrown
  if (isNetError(thrown)) return new RpcError(-32603, `Internal error: ${thrown.message}`, thrown.hint)
  return new RpcError(-32603, 'Internal error', thrown instanceof Error ? thrown.message : String(thrown))
}

const INVALID = {
  Call: 'Transaction call is not expected',
  Payment: 'Inability to pay some fees (e.g. account balance too low)',
  Future: 'Transaction will be valid in the future',
  Stale: 'Transaction is outdated',
  BadProof: 'Transaction has a bad signature',
  AncientBirthBlock: 'Transaction has an ancient birth block',
  ExhaustsResources: 'Transaction would exhaust the block limits',
  BadSigner: 'Invalid signing address',
} as const

/** Why a submitted transaction was refused. */
export function submitError(rejection: PoolRejection): RpcError {
  switch (rejection.kind) {
    case 'invalid':
      return new RpcError(
        1010,
        'Invalid Transaction',
        rejection.reason === 'Custom' ? `Custom error: ${rejection.code}` : INVALID[rejection.reason],
      )
    case 'unknown':
      return new RpcError(
        1011,
        'Unknown Transaction Validity',
        'Could not lookup information required to validate the transaction',
      )
    case 'banned':
      return new RpcError(1012, 'Transaction is temporarily banned', 'It was invalid a moment ago')
    case 'imported':
      return new RpcError(1013, 'Transaction Already Imported', rejection.hash)
    case 'cheaper':
      return new RpcError(
        1014,
        `Priority is too low: (${rejection.present} vs ${rejection.offered})`,
        'The transaction has too low priority to replace another transaction already in the pool.',
      )
    case 'full':
      return new RpcError(
        1016,
        'Immediately Dropped',
        `The transaction could not enter the pool: ${rejection.what}`,
      )
  }
}
