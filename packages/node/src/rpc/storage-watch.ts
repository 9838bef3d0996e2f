// Rows that a client watches: all of them at first, then after each block those that moved.
import type { StorageKey } from '@taonet/runtime'
import type { Hash } from '@taonet/wire'
import { viewAt } from './blocks.ts'
import type { RpcNode } from './method.ts'
import { type Row, readRows } from './storage.ts'
import type { Turn } from './turns.ts'

export interface Watch {
  /** Looks now and after each block. */
  begin(): Promise<void>
  end(): void
}

export function watchRows(
  { chain, host }: Pick<RpcNode, 'chain' | 'host'>,
  keys: readonly StorageKey[],
  turn: Turn,
  tell: (news: { readonly block: Hash; readonly changes: readonly Row[] }) => void,
): Watch {
  let last: readonly Row[] | undefined
  let isReading = false
  let isWanted = true
  const look = async (): Promise<void> => {
    // Many rows take more than one round, and blocks may pass meanwhile: whoever reads looks again when he is through.
    if (isReading) return
    isReading = true
    try {
      for (let seen: Hash | undefined; isWanted && seen !== chain.head.hash; ) {
        seen = chain.head.hash
        const now = await readRows(viewAt(chain, seen), keys, turn)
        // By comparison, not by the block's changes: computed rows move without being written.
        const moved = last ? now.filter(([, value], i) => value !== last?.[i]?.[1]) : now
        if (isWanted && (!last || moved.length > 0)) tell({ block: seen, changes: moved })
        last = now
      }
    } finally {
      isReading = false
    }
  }
  const onHead = (): void => void look()
  return {
    async begin() {
      await look()
      if (!isWanted) return
      host.events.on('block', onHead)
      host.events.on('reverted', onHead)
    },
    end() {
      isWanted = false
      host.events.off('block', onHead)
      host.events.off('reverted', onHead)
    },
  }
}
