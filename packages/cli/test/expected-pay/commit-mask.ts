// The earliest unexpired hash commit of each uid (chain-epoch §2.2(9d)).
export interface Commit {
  readonly epoch: number
  readonly block: number
}

/** Undefined where there is none; the queue of a hotkey has its oldest commit in front. */
export const earliestCommit = (
  queue: readonly Commit[],
  currentEpoch: number,
  revealPeriod: number,
): number | undefined => queue.find(one => currentEpoch <= one.epoch + revealPeriod)?.block
