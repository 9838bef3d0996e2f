/** The larger or smaller of two numbers. */
import { exactSkill } from './skill.ts'

const PHRASES = [
  (word: string, a: number, b: number) => `Which is ${word}, ${a} or ${b}?`,
  (word: string, a: number, b: number) => `${a} or ${b}: say the ${word} one.`,
]

export const comparing = exactSkill(
  'comparing',
  'Names the larger or smaller of two numbers below 100 (19,800 tasks, two phrasings each).',
  random => {
    const a = random.below(100)
    const b = (a + random.between(1, 99)) % 100
    const larger = random.below(2) === 0
    const answer = larger ? Math.max(a, b) : Math.min(a, b)
    return { prompt: random.pick(PHRASES)(larger ? 'larger' : 'smaller', a, b), answer: String(answer) }
  },
)
