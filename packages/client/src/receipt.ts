// What became of an extrinsic: the block it is in, how its call ended, what it cost, which events it left.
import { describeError, type EventRecord } from '@taonet/runtime/tables'
import { bytesToHex, type Hash, NetError } from '@taonet/wire'
import type { RpcBlock } from './answers.ts'

export interface Receipt {
  readonly blockHash: Hash
  readonly blockNumber: number
  /** Position in the block. */
  readonly index: number
  readonly success: boolean
  /** Why the call failed. */
  readonly error: { readonly name: string; readonly docs: string } | undefined
  /** Those of this extrinsic, in order. */
  readonly events: readonly EventRecord[]
  /** rao, tip included; 0 for calls that are free. */
  readonly fee: bigint
}

const amount = (value: unknown): bigint => (typeof value === 'bigint' ? value : 0n)

/** @throws NetError `bad-reply` when the block does not hold the extrinsic, or tells nothing of its end. */
export function receiptOf(
  extrinsic: Uint8Array,
  blockHash: Hash,
  { number, extrinsics }: RpcBlock,
  all: readonly EventRecord[],
): Receipt {
  const index = extrinsics.indexOf(bytesToHex(extrinsic))
  const events = all.filter(one => one.phase.type === 'ApplyExtrinsic' && one.phase.value === index)
  const named = (name: string) => events.find(one => one.event.name === name)?.event.fields
  const failed = named('ExtrinsicFailed')
  if (index < 0 || (!failed && !named('ExtrinsicSuccess')))
    throw new NetError(
      'bad-reply',
      `block ${blockHash} does not tell what became of the extrinsic`,
      'ask another node for the block',
    )
  return {
    blockHash,
    blockNumber: number,
    index,
    success: !failed,
    error: failed && (describeError(failed.dispatch_error) ?? { name: 'Unknown', docs: '' }),
    events,
    fee: amount(named('TransactionFeePaid')?.actual_fee),
  }
}
