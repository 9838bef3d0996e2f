/** Words written in capital letters. */
import { madeUpWords } from './made-up-word.ts'
import { exactSkill } from './skill.ts'

const PHRASES = [
  (text: string) => `Uppercase ${text}`,
  (text: string) => `Write ${text} in capital letters.`,
  (text: string) => `Shout: ${text}`,
]

export const capitals = exactSkill(
  'capitals',
  'Writes one or two made-up words in capitals (billions of tasks, three phrasings each).',
  random => {
    const text = madeUpWords(random, random.between(1, 2), 3, 7).join(' ')
    return { prompt: random.pick(PHRASES)(text), answer: text.toUpperCase() }
  },
  { sameCase: true },
)
