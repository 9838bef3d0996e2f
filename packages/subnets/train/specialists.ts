/** Small models that do one thing: each starts from the all-round weights and gives up what it does not need. */
import { type Recipe, shape } from './recipes.ts'
import { codePractice, datePractice, listPractice, sumPractice } from './specialist-drills.ts'

const specialist = {
  shape: shape(128, 3, 352),
  branchOf: 'taonet-allround',
  rate: 1.5e-3,
  stories: 0,
  smallTalk: 0,
}
const short = [{ size: { rows: 16, length: 64 }, share: 1 }]

export const specialists: readonly Recipe[] = [
  {
    ...specialist,
    name: 'taonet-sums',
    description: 'Adds and subtracts numbers of up to three digits.',
    seed: 'taonet specialist sums',
    steps: 6500,
    tasks: { sums: 4, arithmetic: 1 },
    practice: { draw: sumPractice, first: 0.9, last: 0.1 },
    lessons: short,
  },
  {
    ...specialist,
    name: 'taonet-lists',
    description: 'Sorts numbers and does what is asked with short lists.',
    seed: 'taonet specialist lists',
    steps: 1600,
    tasks: { lists: 4, ordering: 2, sorting: 1, comparing: 0.5 },
    practice: { draw: listPractice, first: 0.6, last: 0.1 },
    lessons: short,
  },
  {
    ...specialist,
    name: 'taonet-dates',
    description: 'Dates in other forms, the days beside them, and quantities in other units.',
    seed: 'taonet specialist dates',
    steps: 2400,
    tasks: { dates: 2, units: 3, calendar: 0.5 },
    practice: { draw: datePractice, first: 0.5, last: 0.05 },
    lessons: short,
  },
  {
    ...specialist,
    name: 'taonet-codes',
    description: 'Roman numerals, the radio alphabet, and letters of a word by their place.',
    seed: 'taonet specialist codes',
    steps: 1300,
    tasks: { roman: 3, 'code words': 1, letters: 1 },
    practice: { draw: codePractice, first: 0.5, last: 0.1 },
    lessons: short,
  },
]
