/** Made-up words spelt in the code words of radio, and read back. */
import { madeUpWord } from './made-up-word.ts'
import { exactSkill } from './skill.ts'

/** The spelling alphabet of radio telephony, one word a letter. */
const CODE =
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey Xray Yankee Zulu'.split(
    ' ',
  )
export const codeWord = (letter: string) => CODE[letter.charCodeAt(0) - 'a'.charCodeAt(0)] ?? ''

const SPELL = [
  (word: string) => `Spell ${word} in radio code words.`,
  (word: string) => `${word} in the radio alphabet?`,
]
const READ = [
  (code: string) => `Which word is ${code}?`,
  (code: string) => `Read the radio code words ${code}.`,
]

export const codeWords = exactSkill(
  'code words',
  'Spells made-up words of three to five letters in the radio alphabet and reads them back (over 200,000 tasks, two phrasings each).',
  random => {
    const word = madeUpWord(random, random.between(3, 5))
    const code = [...word].map(codeWord).join(' ')
    return random.below(2) === 0
      ? { prompt: random.pick(SPELL)(word), answer: code }
      : { prompt: random.pick(READ)(code), answer: word }
  },
)
