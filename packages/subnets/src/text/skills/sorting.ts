/** Short lists of digits put in order. */
import { exactSkill } from './skill.ts'

const UP = [(list: string) => `Sort: ${list}`, (list: string) => `Put in order: ${list}`]
const DOWN = [(list: string) => `Sort down: ${list}`, (list: string) => `From high to low: ${list}`]

export const sorting = exactSkill(
  'sorting',
  'Sorts three to six digits, upwards or downwards (over two million tasks, two phrasings each).',
  random => {
    const rising = random.below(3) > 0
    for (;;) {
      const digits = Array.from({ length: random.between(3, 6) }, () => random.below(10))
      const answer = digits.toSorted((a, b) => (rising ? a - b : b - a)).join(' ')
      const list = digits.join(' ')
      // A list that is in order already would pay for repeating the question.
      if (list !== answer) return { prompt: random.pick(rising ? UP : DOWN)(list), answer }
    }
  },
)
