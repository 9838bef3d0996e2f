/** One named place of a list. */
import { madeUpWords } from './made-up-word.ts'
import { exactSkill } from './skill.ts'

const PLACES = [
  { name: 'first', of: (list: readonly string[]) => list[0] },
  { name: 'second', of: (list: readonly string[]) => list[1] },
  { name: 'last', of: (list: readonly string[]) => list.at(-1) },
]
const PHRASES = [
  (place: string, list: string) => `What is the ${place} word of: ${list}?`,
  (place: string, list: string) => `${list}: say the ${place} one.`,
]

export const choosing = exactSkill(
  'choosing',
  'Names the first, second or last of three to five made-up words (unlimited tasks, two phrasings each).',
  random => {
    const list = madeUpWords(random, random.between(3, 5), 3, 5)
    const place = random.pick(PLACES)
    return { prompt: random.pick(PHRASES)(place.name, list.join(' ')), answer: place.of(list) ?? '' }
  },
)
