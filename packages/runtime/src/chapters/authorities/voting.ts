// How many keys have a vote, and how much they count together.
import type { Reads } from '../../world.ts'
import { Power } from './table.ts'

export interface Voting {
  readonly count: number
  readonly total: bigint
}

export function voting(world: Reads): Voting {
  let count = 0
  let total = 0n
  for (const [, power] of Power.entries(world)) {
    if (power > 0n) count++
    total += power
  }
  return { count, total }
}
