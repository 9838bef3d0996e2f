/** Longer numbers put in order. */
import { exactSkill } from './skill.ts'

const UP = [
  (list: string) => `Order from low to high: ${list}`,
  (list: string) => `Sort these numbers: ${list}`,
]
const DOWN = [
  (list: string) => `Order from high to low: ${list}`,
  (list: string) => `Sort these numbers down: ${list}`,
]

export const ordering = exactSkill(
  'ordering',
  'Sorts four to seven numbers below 100, upwards or downwards (unlimited tasks, two phrasings each).',
  random => {
    const rising = random.below(3) > 0
    for (;;) {
      const numbers = Array.from({ length: random.between(4, 7) }, () => random.below(100))
      const answer = numbers.toSorted((a, b) => (rising ? a - b : b - a)).join(' ')
      const list = numbers.join(' ')
      // A list that is in order already would pay for repeating the question.
      if (list !== answer) return { prompt: random.pick(rising ? UP : DOWN)(list), answer }
    }
  },
)
