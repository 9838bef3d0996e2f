/** The value of one key of a small JSON object. */
import type { Random } from '@taonet/models/random'
import { madeUpWord, madeUpWords } from './made-up-word.ts'
import { exactSkill } from './skill.ts'

const KEYS =
  'name age city colour size price owner code stock level team score model weight rank status'.split(' ')

const PHRASES = [
  (object: string, key: string) => `${object} What is ${key}?`,
  (object: string, key: string) => `Give the value of ${key} in ${object}`,
  (object: string, key: string) => `${object} Extract "${key}".`,
]

const value = (random: Random): string | number =>
  random.below(2) === 0 ? madeUpWord(random, random.between(3, 6)) : random.between(10, 999)

export const json = exactSkill(
  'json',
  'Reads one value out of a JSON object of two to four keys, usual or made up (unlimited tasks, three phrasings each).',
  random => {
    const count = random.between(2, 4)
    const usual = random.below(3) > 0
    const keys = usual ? random.shuffle(KEYS).slice(0, count) : madeUpWords(random, count, 3, 5)
    const rows = keys.map(key => [key, value(random)] as const)
    const [key, wanted] = random.pick(rows)
    const object = JSON.stringify(Object.fromEntries(rows))
    return { prompt: random.pick(PHRASES)(object, key), answer: String(wanted) }
  },
)
