/** What comes next in a row of numbers or words. */
import type { Random } from '@taonet/models/random'
import { madeUpWords } from './made-up-word.ts'
import { exactSkill, type SkillTask } from './skill.ts'

const PHRASES = [(row: string) => `What comes next: ${row}`, (row: string) => `Continue: ${row}`]

function steps(random: Random): SkillTask {
  const stride = random.between(2, 12)
  const count = random.between(4, 5)
  const start = random.between(1, 40)
  const rising = Array.from({ length: count + 1 }, (_, i) => start + i * stride)
  const row = random.below(3) > 0 ? rising : rising.toReversed()
  return { prompt: random.pick(PHRASES)(row.slice(0, count).join(' ')), answer: String(row[count]) }
}

function cycle(random: Random): SkillTask {
  const words = madeUpWords(random, random.between(2, 4), 2, 4)
  const shown = words.length + random.between(1, words.length)
  const at = (i: number) => words[i % words.length] ?? ''
  const row = Array.from({ length: shown }, (_, i) => at(i)).join(' ')
  return { prompt: random.pick(PHRASES)(row), answer: at(shown) }
}

export const patterns = exactSkill(
  'patterns',
  'Continues a row of numbers with even steps or a cycle of made-up words (unlimited tasks, two phrasings each).',
  random => random.pick([steps, cycle])(random),
)
