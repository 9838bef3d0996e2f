/** Questions about a short list of numbers. */
import type { Random } from '@taonet/models/random'
import { exactSkill, type SkillTask } from './skill.ts'

const LARGEST = [(list: string) => `Largest of ${list}?`, (list: string) => `Say the maximum of ${list}.`]
const SMALLEST = [(list: string) => `Smallest of ${list}?`, (list: string) => `Say the minimum of ${list}.`]
const DISTINCT = [(list: string) => `Remove repeats: ${list}`, (list: string) => `Each number once: ${list}`]
const EVEN = [(list: string) => `Even numbers of: ${list}`, (list: string) => `Keep what is even: ${list}`]
const BACKWARDS = [
  (list: string) => `Last to first: ${list}`,
  (list: string) => `Turn the list around: ${list}`,
]

const drawn = (random: Random, most: number): number[] =>
  Array.from({ length: random.between(3, most) }, () => random.between(1, 99))

function extreme(random: Random): SkillTask {
  const list = drawn(random, 6)
  const largest = random.below(2) === 0
  const answer = largest ? Math.max(...list) : Math.min(...list)
  return { prompt: random.pick(largest ? LARGEST : SMALLEST)(list.join(' ')), answer: String(answer) }
}

function distinct(random: Random): SkillTask {
  const list = [...new Set(drawn(random, 4))]
  const copies = list.slice(0, random.between(1, 2))
  const all = [...list, ...random.shuffle(copies)]
  return { prompt: random.pick(DISTINCT)(all.join(' ')), answer: list.join(' ') }
}

function even(random: Random): SkillTask {
  const odd = 2 * random.below(50) + 1
  const list = random.shuffle([odd, 2 * random.between(1, 49), ...drawn(random, 4)])
  const answer = list.filter(number => number % 2 === 0).join(' ')
  return { prompt: random.pick(EVEN)(list.join(' ')), answer }
}

function backwards(random: Random): SkillTask {
  for (;;) {
    const list = drawn(random, 5)
    const answer = list.toReversed().join(' ')
    // A list that reads the same both ways would pay for repeating the question.
    if (answer !== list.join(' ')) return { prompt: random.pick(BACKWARDS)(list.join(' ')), answer }
  }
}

const OPERATIONS = [extreme, distinct, even, backwards]

export const lists = exactSkill(
  'lists',
  'Largest, smallest, repeats removed, even ones kept, order reversed: lists of three to six numbers below 100 (unlimited tasks, two phrasings each).',
  random => random.pick(OPERATIONS)(random),
)
