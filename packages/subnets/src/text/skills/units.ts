/** Quantities told in another unit, one unit or two at a time. */
import type { Random } from '@taonet/models/random'
import { exactSkill, type SkillTask } from './skill.ts'

interface Pair {
  readonly large: string
  readonly small: string
  readonly factor: number
}

const PAIRS: readonly Pair[] = [
  { large: 'metres', small: 'centimetres', factor: 100 },
  { large: 'kilometres', small: 'metres', factor: 1000 },
  { large: 'centimetres', small: 'millimetres', factor: 10 },
  { large: 'kilograms', small: 'grams', factor: 1000 },
  { large: 'litres', small: 'millilitres', factor: 1000 },
  { large: 'hours', small: 'minutes', factor: 60 },
  { large: 'minutes', small: 'seconds', factor: 60 },
  { large: 'days', small: 'hours', factor: 24 },
  { large: 'weeks', small: 'days', factor: 7 },
  { large: 'years', small: 'months', factor: 12 },
  { large: 'feet', small: 'inches', factor: 12 },
]
const PHRASES = [
  (amount: string, to: string) => `Convert ${amount} to ${to}.`,
  (amount: string, to: string) => `How many ${to} are ${amount}?`,
  (amount: string, to: string) => `${amount} in ${to}?`,
]
const MOST = 20

function make(random: Random): SkillTask {
  const { large, small, factor } = random.pick(PAIRS)
  const count = random.between(2, MOST)
  const phrase = random.pick(PHRASES)
  const kind = random.below(3)
  if (kind === 0) return { prompt: phrase(`${count} ${large}`, small), answer: String(count * factor) }
  if (kind === 1) return { prompt: phrase(`${count * factor} ${small}`, large), answer: String(count) }
  const more = random.between(2, factor - 1)
  return {
    prompt: phrase(`${count} ${large} and ${more} ${small}`, small),
    answer: String(count * factor + more),
  }
}

export const units = exactSkill(
  'units',
  'Tells lengths, weights, volumes and times in another unit, also sums of two units (some 64,000 tasks, three phrasings each).',
  make,
)
