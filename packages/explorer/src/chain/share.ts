// Shares as the chain stores them: parts of 65535.
const WHOLE = 65_535

/** 0 … 1; uids that joined after the epoch have no entry and count as 0. */
export const shareAt = (parts: readonly number[], uid: number): number => (parts[uid] ?? 0) / WHOLE

export const asShares = (parts: readonly number[]): number[] => parts.map(part => part / WHOLE)
