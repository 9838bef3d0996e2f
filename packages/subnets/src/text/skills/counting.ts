/** How many words a list has. */
import { madeUpWords } from './made-up-word.ts'
import { exactSkill } from './skill.ts'

const PHRASES = [
  (list: string) => `How many words: ${list}?`,
  (list: string) => `Count the words in: ${list}`,
]

export const counting = exactSkill(
  'counting',
  'Counts two to eight made-up words (unlimited tasks, two phrasings each).',
  random => {
    const list = madeUpWords(random, random.between(2, 8), 2, 4)
    return { prompt: random.pick(PHRASES)(list.join(' ')), answer: String(list.length) }
  },
)
