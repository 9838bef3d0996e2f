/** The larger or smaller of two numbers. */
import { exactSkill } from './skill.ts'

const PHRASES = [
  (word: string, a: number, b: number) => `Which is ${word}, ${a} or ${b}?`,
  (word: string, a: number, b: number) => `${a} or ${b}: say the ${word} one.`,
]

export const comparing = exactSkill(
  'comparing',
  'Names the larger or smaller of two numbers below 1,000 (two million tasks, two phrasings each).',
  random => {
    const a = random.below(random.pick([100, 1000]))
    const b = (a + random.between(1, 99)) % 1000
    const [first, second] = random.below(2) === 0 ? [a, b] : [b, a]
    const larger = random.below(2) === 0
    const answer = larger ? Math.max(a, b) : Math.min(a, b)
    return { prompt: random.pick(PHRASES)(larger ? 'larger' : 'smaller', first, second), answer: String(answer) }
  },
)
