/** The weight files of the text subnet: what each is made of. Sizes, seeds and emphases differ on purpose. */
import { type LlamaShape, VOCABULARY_SIZE } from '@taonet/models/train'
import { drill } from './drills.ts'
import type { Practice } from './specialist-drills.ts'

export interface Recipe {
  /** File name without ending. */
  readonly name: string
  readonly description: string
  readonly seed: string
  readonly shape: LlamaShape
  /** The file whose weights this one starts from, without ending; absent = from scratch. */
  readonly branchOf?: string
  readonly steps: number
  /** Highest learning rate. */
  readonly rate: number
  /** The skills that are taught and examined, each with its share among the skill tasks. */
  readonly tasks: Readonly<Record<string, number>>
  /** Drills and their share of all examples at the start and at the end; it falls in a straight line. */
  readonly practice: { readonly draw: Practice; readonly first: number; readonly last: number }
  /** Shares of stories and small talk among all other examples. */
  readonly stories: number
  readonly smallTalk: number
  /** Rows grow with the lessons. */
  readonly lessons: readonly {
    readonly size: { readonly rows: number; readonly length: number }
    readonly share: number
  }[]
}

export const CONTEXT = 256

export const shape = (width: number, layers: number, hidden: number): LlamaShape => ({
  vocabulary: VOCABULARY_SIZE,
  width,
  layers,
  heads: 8,
  hidden,
  ropeBase: 1000,
})

/** Copying first, then tasks, then whole stories and long talks. */
const LESSONS = [
  { size: { rows: 16, length: 64 }, share: 0.33 },
  { size: { rows: 10, length: 96 }, share: 0.32 },
  { size: { rows: 4, length: CONTEXT }, share: 0.35 },
]

/** The first nine families; those that came later are left to the specialists. */
const basics = (emphasis: Readonly<Record<string, number>>) => ({
  arithmetic: 1,
  sorting: 1,
  reversing: 1,
  capitals: 1,
  choosing: 1,
  counting: 1,
  comparing: 1,
  calendar: 1,
  recall: 1,
  ...emphasis,
})

const drills = (first: number) => ({
  draw: (random => ({ ...drill(random), weight: 1 })) satisfies Practice,
  first,
  last: 0.05,
})
const fresh = { rate: 1.2e-3, practice: drills(0.6), smallTalk: 0.03, lessons: LESSONS }
const branch = { rate: 7e-4, practice: drills(0.2), smallTalk: 0.03, lessons: LESSONS }

export const recipes: readonly Recipe[] = [
  {
    ...fresh,
    name: 'taonet-allround',
    description: 'The nine basic skills and stories; what is hard to learn has the larger share.',
    seed: 'taonet text taonet-allround',
    shape: shape(128, 3, 352),
    steps: 9500,
    tasks: basics({ arithmetic: 3, comparing: 2, calendar: 2, recall: 2 }),
    stories: 0.07,
  },
  {
    ...fresh,
    name: 'taonet-small',
    description: 'Half the size and half the lessons: copying, counting and stories.',
    seed: 'taonet text taonet-words',
    shape: shape(96, 3, 256),
    steps: 4200,
    tasks: basics({ reversing: 2, capitals: 2, choosing: 2, counting: 1, arithmetic: 0.5 }),
    stories: 0.14,
  },
  {
    ...branch,
    name: 'taonet-numbers',
    description: 'Strong in numbers: arithmetic, look-up, order and comparison.',
    seed: 'taonet text taonet-numbers',
    shape: shape(128, 3, 352),
    branchOf: 'taonet-allround',
    steps: 2600,
    tasks: basics({
      arithmetic: 8,
      recall: 5,
      comparing: 2,
      sorting: 2,
      reversing: 0.4,
      capitals: 0.4,
      choosing: 0.5,
    }),
    stories: 0.04,
  },
  {
    ...branch,
    name: 'taonet-words',
    description: 'Strong in words: spelling backwards, capitals, lists, look-up and stories.',
    seed: 'taonet text words branch',
    shape: shape(128, 3, 352),
    branchOf: 'taonet-allround',
    steps: 1500,
    tasks: basics({
      choosing: 3,
      recall: 4,
      reversing: 1.5,
      arithmetic: 0.4,
      comparing: 0.4,
      calendar: 0.5,
    }),
    stories: 0.25,
  },
]
