// What became of an extrinsic: the block it is in, how its call ended, what it cost, which events it left.
import { describeError, type EventRecord } from '@taonet/runtime/tables'
import { bytesToHex, type Hash } from '@taonet/wire'

export interface Receipt {
  readonly blockHash: Hash
  readonly blockNumber: number
  /** Position in the block. */
  readonly index: number
  readonly success: boolean
  /** Why the call failed. */
  readonly error: { readonly name: string; readonly docs: string } | undefined
  readonly events: readonly EventRecord[]
  /** rao, tip included. */
  readonly fee: bigint
}

export interface RpcBlock {
  readonly header: { readonly number: string }
  readonly extrinsics: readonly string[]
}

export function receiptOf(
  extrinsic: Uint8Array,
  blockHash: Hash,
  block: RpcBlock,
  all: readonly EventRecord[],
): Receipt {
  const index = block.extrinsics.indexOf(bytesToHex(extrinsic))
  const events = all.filter(one => one.phase.type === 'ApplyExtrinsic' && one.phase.value === index)
  const failed = events.find(one => one.event.name === 'ExtrinsicFailed')
  const paid = events.find(one => one.event.name === 'TransactionFeePaid')?.event.fields
  return {
    blockHash,
    blockNumber: Number(block.header.number),
    index,
    success: failed === undefined,
    error: failed && describeError(failed.event.fields.dispatch_error),
    events,
    fee: amount(paid?.actual_fee),
  }
}

const amount = (value: unknown): bigint => (typeof value === 'bigint' ? value : 0n)
