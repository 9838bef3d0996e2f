/** One letter of a made-up word exchanged for another wherever it stands. */
import { madeUpWord } from './made-up-word.ts'
import { exactSkill } from './skill.ts'

const LETTERS = [...'bdfgklmnprstvzaeiou']
const PHRASES = [
  (from: string, to: string, word: string) => `Replace ${from} by ${to} in ${word}.`,
  (from: string, to: string, word: string) => `${word} with every ${from} changed to ${to}?`,
]

export const replacing = exactSkill(
  'replacing',
  'Replaces a letter throughout a made-up word (unlimited tasks, two phrasings each).',
  random => {
    const word = madeUpWord(random, random.between(4, 7))
    const from = random.pick([...word])
    const to = random.pick(LETTERS.filter(letter => letter !== from))
    return { prompt: random.pick(PHRASES)(from, to, word), answer: word.replaceAll(from, to) }
  },
)
