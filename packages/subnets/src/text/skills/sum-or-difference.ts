/** One task of adding or subtracting, in any of its phrasings: what small and large numbers share. */
import type { Random } from '@taonet/models/random'
import type { SkillTask } from './skill.ts'

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

/** Of two whole numbers from `least` to `most`; a difference is never negative. */
export function sumOrDifference(random: Random, least: number, most: number): SkillTask {
  const a = random.between(least, most)
  const b = random.between(least, most)
  if (random.below(2) === 0) return { prompt: random.pick(SUM)(a, b), answer: String(a + b) }
  const [high, low] = a > b ? [a, b] : [b, a]
  return { prompt: random.pick(DIFFERENCE)(high, low), answer: String(high - low) }
}
