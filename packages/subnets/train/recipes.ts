/** The weight files of the text subnet: what each is made of. Sizes, seeds and emphases differ on purpose. */
import { type LlamaShape, VOCABULARY_SIZE } from '@taonet/models/train'

export interface Recipe {
  /** File name without ending. */
  readonly name: string
  readonly description: string
  readonly shape: LlamaShape
  readonly steps: number
  /** Share of each skill among the skill tasks, by name; a skill that is absent counts 1. */
  readonly emphasis: Readonly<Record<string, number>>
  /** Share of stories among all examples. */
  readonly stories: number
}

const shape = (width: number, layers: number, hidden: number): LlamaShape => ({
  vocabulary: VOCABULARY_SIZE,
  width,
  layers,
  heads: 8,
  hidden,
  ropeBase: 1000,
})

export const recipes: readonly Recipe[] = [
  {
    name: 'taonet-allround',
    description: 'Every skill and stories; what is hard to learn has the larger share.',
    shape: shape(128, 3, 352),
    steps: 9500,
    emphasis: { arithmetic: 3, comparing: 2, calendar: 2, recall: 2 },
    stories: 0.07,
  },
  {
    name: 'taonet-numbers',
    description: 'Strong in arithmetic, order, comparison and counting.',
    shape: shape(96, 4, 256),
    steps: 8500,
    emphasis: { arithmetic: 8, sorting: 3, comparing: 4, counting: 2, calendar: 3, recall: 2 },
    stories: 0.05,
  },
  {
    name: 'taonet-words',
    description: 'Strong in words: spelling backwards, capitals, lists, look-up and stories.',
    shape: shape(112, 3, 320),
    steps: 6200,
    emphasis: { reversing: 3, capitals: 3, choosing: 3, recall: 3 },
    stories: 0.12,
  },
]
