// One block as the strip shows it: its time, how much it holds, and what in it is worth a word.
import type { Client } from '@taonet/client'
import { storage } from '@taonet/runtime/tables'
import type { Hash } from '@taonet/wire'
import { type Note, notesOf } from './notes.ts'

export interface BlockSummary {
  readonly number: number
  readonly hash: Hash
  /** Milliseconds since 1970. */
  readonly time: number
  /** Extrinsics that somebody sent; the block's own inherents are left out. */
  readonly sent: number
  readonly notes: readonly Note[]
}

interface RpcBlock {
  readonly block: { readonly extrinsics: readonly string[] }
}

/** Bit 7 of the version byte that follows the length tells signed from bare (wire-interface §2.1). */
export function isSigned(extrinsic: string): boolean {
  const first = Number.parseInt(extrinsic.slice(2, 4), 16)
  const mode = first & 3
  const lengthBytes = mode === 0 ? 1 : mode === 1 ? 2 : mode === 2 ? 4 : 1 + (first >> 2) + 4
  const version = Number.parseInt(extrinsic.slice(2 + 2 * lengthBytes, 4 + 2 * lengthBytes), 16)
  return (version & 0x80) !== 0
}

/** @throws NetError, RpcError. */
export async function readBlock(client: Client, number: number, hash: Hash): Promise<BlockSummary> {
  const [whole, time, events] = await Promise.all([
    client.rpc<RpcBlock | null>('chain_getBlock', [hash]),
    client.at(hash).get(storage.Timestamp.Now),
    client.events(hash),
  ])
  return {
    number,
    hash,
    time: Number(time),
    sent: (whole?.block.extrinsics ?? []).filter(isSigned).length,
    notes: notesOf(events),
  }
}
