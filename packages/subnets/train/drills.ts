/**
 * Practice with long answers. In a skill task nearly every byte belongs to the question, so a lesson made of such tasks
 * alone teaches slowly; a drill asks for the same movement many times over in one answer. Trained, never scored.
 */
import type { Random } from '@taonet/models/random'
import type { SkillTask } from '../src/text/skills/index.ts'
import { madeUpWords } from '../src/text/skills/made-up-word.ts'

type Drill = (random: Random) => SkillTask

/** The first lesson: short words said again, as they are or in capitals. Attention must learn to copy before all else. */
export const primer: Drill = random => {
  const text = madeUpWords(random, random.between(1, 4), 2, 6).join(' ')
  if (random.below(2) === 0) return { prompt: `Repeat ${text}`, answer: text }
  return { prompt: `Uppercase ${text}`, answer: text.toUpperCase() }
}

const repeat: Drill = random => {
  const text = madeUpWords(random, random.between(2, 12), 2, 6).join(' ')
  return { prompt: `Repeat ${text}`, answer: text }
}

const capitals: Drill = random => {
  const text = madeUpWords(random, random.between(2, 8), 2, 6).join(' ')
  return { prompt: `Uppercase ${text}`, answer: text.toUpperCase() }
}

const backwards: Drill = random => {
  const words = madeUpWords(random, random.between(2, 8), 2, 6)
  const answer = words.map(word => [...word].reverse().join('')).join(' ')
  return { prompt: `Reverse each ${words.join(' ')}`, answer }
}

const recall: Drill = random => {
  const rows = madeUpWords(random, random.between(2, 7), 3, 5).map(name => ({
    name,
    value: random.between(10, 99),
  }))
  const asked = random.shuffle(rows)
  const table = rows.map(({ name, value }) => `${name}=${value}`).join(' ')
  const prompt = `${table}; ${asked.map(({ name }) => name).join(' ')}?`
  return { prompt, answer: asked.map(({ name, value }) => `${name}=${value}`).join(' ') }
}

const places: Drill = random => {
  const list = madeUpWords(random, random.between(2, 8), 3, 5)
  const answer = list.map((word, i) => `${i + 1} ${word}`).join(' ')
  return { prompt: `Number ${list.join(' ')}`, answer: `${answer} last ${list.at(-1)}` }
}

const sums: Drill = random => {
  const pairs = Array.from(
    { length: random.between(2, 8) },
    () => [random.between(0, 30), random.between(0, 30)] as const,
  )
  const minus = random.below(2) === 0
  const sorted = pairs.map(([a, b]) =>
    minus ? ([Math.max(a, b), Math.min(a, b)] as const) : ([a, b] as const),
  )
  const sign = minus ? '-' : '+'
  const line = sorted.map(([a, b]) => `${a} ${sign} ${b}`).join(', ')
  return {
    prompt: line,
    answer: sorted.map(([a, b]) => `${a} ${sign} ${b} = ${minus ? a - b : a + b}`).join(', '),
  }
}

const countOn: Drill = random => {
  const start = random.below(60)
  const stride = random.between(1, 12)
  const answer = Array.from({ length: 8 }, (_, i) => start + stride * (i + 1)).join(' ')
  return { prompt: `Count on from ${start} by ${stride}`, answer }
}

const larger: Drill = random => {
  const pairs = Array.from({ length: random.between(2, 6) }, () => [random.below(100), random.below(100)])
  const prompt = `Larger of each: ${pairs.map(pair => pair.join(' ')).join(', ')}`
  return { prompt, answer: pairs.map(pair => Math.max(...pair)).join(', ') }
}

const order: Drill = random => {
  const digits = Array.from({ length: random.between(3, 14) }, () => random.below(10))
  return { prompt: `Sort: ${digits.join(' ')}`, answer: digits.toSorted((a, b) => a - b).join(' ') }
}

const all: readonly Drill[] = [repeat, capitals, backwards, recall, places, sums, countOn, larger, order]

export const drill: Drill = random => random.pick(all)(random)
