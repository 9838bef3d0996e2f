// The last blocks, oldest first.
import { computed, signal } from '@preact/signals'
import type { BlockSummary } from '../chain/read-block.ts'

export const STRIP = 20

/**
 * The list with one more block, sorted and cut to the newest `most`. A block of a number that is there replaces it; one far
 * below the newest means that the chain began anew, and the list with it.
 */
export function withBlock(
  blocks: readonly BlockSummary[],
  block: BlockSummary,
  most = STRIP,
): readonly BlockSummary[] {
  const newest = blocks.at(-1)
  if (newest && block.number + most <= newest.number) return [block]
  return [...blocks.filter(one => one.number !== block.number), block]
    .sort((a, b) => a.number - b.number)
    .slice(-most)
}

export const blocks = signal<readonly BlockSummary[]>([])
/** Number of the block the reader looks at; undefined follows the newest. */
export const lookedAt = signal<number | undefined>(undefined)

export const newest = computed(() => blocks.value.at(-1))
export const shown = computed(() => blocks.value.find(one => one.number === lookedAt.value) ?? newest.value)
