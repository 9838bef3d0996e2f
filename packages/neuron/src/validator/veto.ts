// What a veto does to a score: whatever the answer was worth, it is worth nothing.

import type { Scored } from '../challenge.ts'

/** The part by which a scorer, or a policy's finding, says that the epoch's score is forfeit. */
export const VETO = 'veto'

export const vetoed = ({ parts }: Scored): Scored => ({ score: 0, parts: { ...parts, [VETO]: 1 } })

export const isVeto = ({ parts }: Scored): boolean => (parts[VETO] ?? 0) >= 1
