/** Short lists of digits put in order. */
import { exactSkill } from './skill.ts'

const UP = [(list: string) => `Sort: ${list}`, (list: string) => `Put in order: ${list}`]
const DOWN = [(list: string) => `Sort down: ${list}`, (list: string) => `From high to low: ${list}`]

export const sorting = exactSkill(
  'sorting',
  'Sorts three to six digits, upwards or downwards (over two million tasks, two phrasings each).',
  random => {
    const digits = Array.from({ length: random.between(3, 6) }, () => random.below(10))
    const rising = random.below(3) > 0
    const sorted = digits.toSorted((a, b) => (rising ? a - b : b - a))
    return { prompt: random.pick(rising ? UP : DOWN)(digits.join(' ')), answer: sorted.join(' ') }
  },
)
