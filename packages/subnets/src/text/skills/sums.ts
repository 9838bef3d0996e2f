/** Sums and differences of numbers of up to three digits. */
import { exactSkill } from './skill.ts'

const SUM = [
  (a: number, b: number) => `What is ${a} + ${b}?`,
  (a: number, b: number) => `${a} plus ${b}`,
  (a: number, b: number) => `Add ${a} and ${b}.`,
]
const DIFFERENCE = [
  (a: number, b: number) => `What is ${a} - ${b}?`,
  (a: number, b: number) => `${a} minus ${b}`,
  (a: number, b: number) => `Take ${b} from ${a}.`,
]

export const sums = exactSkill(
  'sums',
  'Adds or subtracts two whole numbers between 10 and 999 (over a million tasks, three phrasings each).',
  random => {
    const a = random.between(10, 999)
    const b = random.between(10, 999)
    if (random.below(2) === 0) return { prompt: random.pick(SUM)(a, b), answer: String(a + b) }
    const [high, low] = a > b ? [a, b] : [b, a]
    return { prompt: random.pick(DIFFERENCE)(high, low), answer: String(high - low) }
  },
)
