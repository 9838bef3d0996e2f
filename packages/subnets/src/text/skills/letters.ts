/** Letters of a made-up word by their place. */
import { madeUpWord } from './made-up-word.ts'
import { exactSkill } from './skill.ts'

const PARTS = [
  { name: 'first two letters', of: (word: string) => word.slice(0, 2) },
  { name: 'first three letters', of: (word: string) => word.slice(0, 3) },
  { name: 'last two letters', of: (word: string) => word.slice(-2) },
  { name: 'last three letters', of: (word: string) => word.slice(-3) },
  { name: 'second and third letter', of: (word: string) => word.slice(1, 3) },
]
const PHRASES = [
  (part: string, word: string) => `Say the ${part} of ${word}.`,
  (part: string, word: string) => `${word}: ${part}?`,
]

export const letters = exactSkill(
  'letters',
  'Takes two or three letters off a named place of a made-up word (unlimited tasks, two phrasings each).',
  random => {
    const word = madeUpWord(random, random.between(5, 8))
    const part = random.pick(PARTS)
    return { prompt: random.pick(PHRASES)(part.name, word), answer: part.of(word) }
  },
)
