/** Made-up words spelt backwards. */
import { madeUpWord } from './made-up-word.ts'
import { exactSkill } from './skill.ts'

const PHRASES = [
  (word: string) => `Reverse ${word}`,
  (word: string) => `Spell ${word} backwards.`,
  (word: string) => `What is ${word} reversed?`,
]

export const reversing = exactSkill(
  'reversing',
  'Spells a made-up word of three to six letters backwards (over a million tasks, three phrasings each).',
  random => {
    const word = madeUpWord(random, random.between(3, 6))
    return { prompt: random.pick(PHRASES)(word), answer: [...word].reverse().join('') }
  },
)
