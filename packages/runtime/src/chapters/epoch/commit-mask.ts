// The earliest unrevealed commit of every uid (chain-epoch §2.2(9d)): weights hidden since before a target registered
// cannot be meant for it.
import type { Block } from './stake.ts'

export interface PendingCommits {
  readonly uids: number
  /** SubnetEpochIndex as this epoch's run sees it, already advanced. */
  readonly currentEpoch: Block
  readonly revealPeriod: Block
  /** Hash commits per hotkey, front of the queue first; uid null when the hotkey has none here. */
  readonly hashed: readonly {
    readonly uid: number | null
    readonly queue: readonly (readonly [epoch: Block, block: Block])[]
  }[]
  /** Timelocked commits, one queue an epoch. */
  readonly timelocked: readonly {
    readonly epoch: Block
    readonly commits: readonly (readonly [uid: number | null, block: Block])[]
  }[]
}

/** Block of the earliest unexpired commit per uid, null for none. Only one mechanism's commits belong in. */
export function earliestCommits(pending: PendingCommits): (number | null)[] {
  const { currentEpoch, revealPeriod } = pending
  const earliest = new Array<number | null>(pending.uids).fill(null)
  const unexpired = (epoch: Block): boolean => Number(currentEpoch) <= Number(epoch) + Number(revealPeriod)
  const note = (uid: number | null, block: Block): void => {
    if (uid === null || uid >= pending.uids) return
    earliest[uid] = Math.min(earliest[uid] ?? Number.MAX_SAFE_INTEGER, Number(block))
  }
  for (const { uid, queue } of pending.hashed) {
    const front = queue.find(([epoch]) => unexpired(epoch))
    if (front) note(uid, front[1])
  }
  for (const { epoch, commits } of pending.timelocked)
    if (unexpired(epoch)) for (const [uid, block] of commits) note(uid, block)
  return earliest
}
