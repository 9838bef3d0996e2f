/** The weight files of the text subnet: what each is made of. Sizes, seeds and emphases differ on purpose. */
import { type LlamaShape, VOCABULARY_SIZE } from '@taonet/models/train'

export interface Recipe {
  /** File name without ending. */
  readonly name: string
  readonly description: string
  readonly seed: string
  readonly shape: LlamaShape
  /** The recipe whose weights this one starts from; absent = from scratch. */
  readonly branchOf?: string
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
    seed: 'taonet text taonet-allround',
    shape: shape(128, 3, 352),
    steps: 9500,
    emphasis: { arithmetic: 3, comparing: 2, calendar: 2, recall: 2 },
    stories: 0.07,
  },
  {
    name: 'taonet-small',
    description: 'Half the size and half the lessons: copying, counting and stories.',
    seed: 'taonet text taonet-words',
    shape: shape(96, 3, 256),
    steps: 4200,
    emphasis: { reversing: 2, capitals: 2, choosing: 2, counting: 1, arithmetic: 0.5 },
    stories: 0.14,
  },
  {
    name: 'taonet-numbers',
    description: 'Strong in numbers: arithmetic, look-up, order and comparison.',
    seed: 'taonet text taonet-numbers',
    shape: shape(128, 3, 352),
    branchOf: 'taonet-allround',
    steps: 2600,
    emphasis: {
      arithmetic: 8,
      recall: 5,
      comparing: 2,
      sorting: 2,
      reversing: 0.4,
      capitals: 0.4,
      choosing: 0.5,
    },
    stories: 0.04,
  },
  {
    name: 'taonet-words',
    description: 'Strong in words: spelling backwards, capitals, lists, look-up and stories.',
    seed: 'taonet text words branch',
    shape: shape(128, 3, 352),
    branchOf: 'taonet-allround',
    steps: 1500,
    emphasis: { choosing: 3, recall: 4, reversing: 1.5, arithmetic: 0.4, comparing: 0.4, calendar: 0.5 },
    stories: 0.25,
  },
]
