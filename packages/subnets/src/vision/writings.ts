// What stands on the pages: words, numbers and sentences that nobody has read before.

import type { Random } from '@taonet/models/random'
import { madeUpWord } from '../text/skills/made-up-word.ts'

const OPENINGS = [
  'Meet me at',
  'The train to',
  'We sold',
  'A letter from',
  'No bread in',
  'The key of',
  'Rain over',
]
const ENDINGS = [
  'was late',
  'before noon',
  'has arrived',
  'on Friday',
  'is ready',
  'costs more now',
  'is closed',
]
const LABELS = ['Invoice', 'Total', 'Room', 'Flight', 'Block', 'Order', 'Page', 'Weight', 'Ticket']

const name = (random: Random): string => {
  const word = madeUpWord(random, random.between(4, 7))
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

const number = (random: Random): string =>
  random.below(2) === 0 ? `${random.below(100_000)}` : `${random.below(1000)}.${random.between(10, 99)}`

const KINDS: readonly ((random: Random) => string)[] = [
  random => `${random.pick(OPENINGS)} ${name(random)} ${random.pick(ENDINGS)}`,
  random => `${random.pick(LABELS)} ${number(random)}`,
  random => `${name(random)} ${madeUpWord(random, random.between(3, 8))} ${number(random)}`,
  random => `${random.pick(LABELS)}: ${name(random)}, ${random.between(2, 99)} ${madeUpWord(random, 5)}`,
]

const MOST_LINES = 3

/** One to three lines. */
export const writing = (random: Random): string[] =>
  Array.from({ length: random.between(1, MOST_LINES) }, () => random.pick(KINDS)(random))
