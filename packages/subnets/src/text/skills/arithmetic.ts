/** Sums and differences of numbers up to 30. */
import { exactSkill } from './skill.ts'
import { sumOrDifference } from './sum-or-difference.ts'

export const arithmetic = exactSkill(
  'arithmetic',
  'Adds or subtracts two whole numbers up to 30 (1,457 tasks, three phrasings each).',
  random => sumOrDifference(random, 0, 30),
)
