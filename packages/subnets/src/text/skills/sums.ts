/** Sums and differences of numbers of up to three digits. */
import { exactSkill } from './skill.ts'
import { sumOrDifference } from './sum-or-difference.ts'

export const sums = exactSkill(
  'sums',
  'Adds or subtracts two whole numbers between 10 and 999 (over a million tasks, three phrasings each).',
  random => sumOrDifference(random, 10, 999),
)
