// A signed extrinsic taken apart: who, what, at which cost. Everything that needs no state.
import {
  type AccountId,
  accountOf,
  DecodeError,
  decodeExtrinsic,
  type Extra,
  type Signature,
} from '@taonet/wire'
import { type CallCost, costOf } from './call-weight.ts'
import { MAX_BLOCK_BYTES, MAX_EXTRINSIC_TIME } from './chapters/system/limits.ts'
import { feeOf } from './chapters/transaction-payment/fee.ts'
import type { Rejection } from './failure.ts'
import { type Tao, ZERO_ACCOUNT } from './nouns.ts'
import type { CallValue } from './runtime-enums.ts'
import { decodeCall } from './tables.ts'

export interface OpenedExtrinsic {
  readonly signer: AccountId
  readonly signature: Signature
  readonly extra: Extra
  readonly call: CallValue
  readonly callBytes: Uint8Array
  readonly cost: CallCost
  /** Bytes, length prefix included. */
  readonly length: number
  readonly fee: Tao
}

type Reason = Exclude<Extract<Rejection, { kind: 'invalid' }>['reason'], 'Custom'>

export const invalid = (reason: Reason): Rejection => ({ kind: 'invalid', reason })

export const isRejection = (value: object): value is Rejection => 'kind' in value

export const isBare = (extrinsic: Uint8Array): boolean =>
  reading(() => decodeExtrinsic(extrinsic))?.type === 'bare'

function reading<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (thrown) {
    if (thrown instanceof DecodeError || thrown instanceof RangeError) return undefined
    throw thrown
  }
}

// The same bytes are asked about up to four times on their way into a block (signature, pool, once more at a new head,
// execution), and nobody may write to them: what they say is remembered for as long as they live.
const remembered = new WeakMap<Uint8Array, OpenedExtrinsic | Rejection>()

/** Bare extrinsics are refused: the inherents are made by the runtime and never sent (DESIGN §4). */
export function openExtrinsic(bytes: Uint8Array): OpenedExtrinsic | Rejection {
  const known = remembered.get(bytes)
  if (known) return known
  const opened = takeApart(bytes)
  remembered.set(bytes, opened)
  return opened
}

function takeApart(bytes: Uint8Array): OpenedExtrinsic | Rejection {
  if (bytes.length > MAX_BLOCK_BYTES) return invalid('ExhaustsResources')
  const extrinsic = reading(() => decodeExtrinsic(bytes))
  if (extrinsic?.type !== 'signed') return invalid('Call')
  const { address, signature, extra, call: callBytes } = extrinsic
  const signer = accountOf(address)
  if (signer === undefined) return { kind: 'unknown', reason: 'CannotLookup' }
  const call = reading(() => decodeCall(callBytes))
  if (!call) return invalid('Call')
  const cost = costOf(call)
  const { length } = bytes
  const fee = feeOf({ ...cost, length, tip: extra.tip })
  return { signer, signature, extra, call, callBytes, cost, length, fee }
}

/** What can be refused without a state: an impossible signer, a proof we do not take, a call no block could hold. */
export function plainRefusal({ signer, signature, extra, cost }: OpenedExtrinsic): Rejection | undefined {
  if (signer === ZERO_ACCOUNT) return invalid('BadSigner')
  // A metadata digest or an Ethereum key is nothing we could verify (wire-interface §2.1).
  if (extra.mode !== 0 || signature.type === 'Ecdsa') return invalid('BadProof')
  return cost.weight > MAX_EXTRINSIC_TIME ? invalid('ExhaustsResources') : undefined
}
