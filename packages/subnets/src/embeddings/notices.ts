// Short notices about things and what became of them, and questions that say the same in other words. Town and person are
// invented afresh each time, so that no table of known sentences helps; the other notices share what it asks about, so
// that counting words does not help either.

import type { Random } from '@taonet/models/random'
import { madeUpWord } from '../text/skills/made-up-word.ts'

interface Concept {
  /** As a notice says it, and as a question says it. */
  readonly told: string
  readonly asked: string
}

const THINGS: readonly Concept[] = [
  { told: 'boat', asked: 'ship' },
  { told: 'bicycle', asked: 'bike' },
  { told: 'car', asked: 'automobile' },
  { told: 'carpet', asked: 'rug' },
  { told: 'dog', asked: 'puppy' },
  { told: 'cat', asked: 'kitten' },
  { told: 'horse', asked: 'pony' },
  { told: 'lamp', asked: 'light' },
  { told: 'letter', asked: 'written message' },
  { told: 'clock', asked: 'watch' },
  { told: 'guitar', asked: 'musical instrument' },
  { told: 'coat', asked: 'jacket' },
  { told: 'house', asked: 'home' },
  { told: 'money', asked: 'cash' },
  { told: 'film', asked: 'movie' },
  { told: 'computer', asked: 'laptop' },
]
const EVENTS: readonly Concept[] = [
  { told: 'was stolen', asked: 'taken by a thief' },
  { told: 'was repaired', asked: 'fixed' },
  { told: 'was sold', asked: 'bought by somebody' },
  { told: 'went missing', asked: 'lost' },
  { told: 'was washed', asked: 'cleaned' },
  { told: 'burned', asked: 'destroyed by fire' },
  { told: 'was painted', asked: 'given a new colour' },
  { told: 'arrived', asked: 'delivered' },
]

export interface Candidate {
  readonly text: string
  /** 2 answers the question, 1 is about the same thing or the same event, 0 about neither. */
  readonly grade: 0 | 1 | 2
}

export interface Retrieval {
  readonly query: string
  readonly candidates: readonly Candidate[]
}

const name = (random: Random): string => {
  const word = madeUpWord(random, random.between(4, 6))
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

const notice = (random: Random, thing: Concept, event: Concept): string =>
  random.below(2) === 0
    ? `In ${name(random)} the ${thing.told} of ${name(random)} ${event.told}.`
    : `The ${thing.told} ${event.told}, says ${name(random)} from ${name(random)}.`

/** How many candidates are of each grade; those of grade 1 share the thing and the event in turn. */
export const GRADES = { 2: 2, 1: 3, 0: 5 } as const

/** One question and ten notices, two of which answer it. */
export function retrieval(random: Random): Retrieval {
  const [thing, ...otherThings] = random.shuffle(THINGS)
  const [event, ...otherEvents] = random.shuffle(EVENTS)
  if (!thing || !event) throw new RangeError('there are no notices')
  const other = (list: readonly Concept[], i: number): Concept => list[i % list.length] ?? thing
  const of = (count: number, grade: Candidate['grade'], pick: (i: number) => readonly [Concept, Concept]) =>
    Array.from({ length: count }, (_, i) => ({ text: notice(random, ...pick(i)), grade }))
  return {
    query: `Which ${thing.asked} was ${event.asked}?`,
    candidates: [
      ...of(GRADES[2], 2, () => [thing, event]),
      ...of(GRADES[1], 1, i =>
        i % 2 === 0 ? [thing, other(otherEvents, i)] : [other(otherThings, i), event],
      ),
      ...of(GRADES[0], 0, i => [other(otherThings, i + GRADES[1]), other(otherEvents, i + GRADES[1])]),
    ],
  }
}

/** A sentence of words that nobody has seen: a model that only looks words up has nothing to tell two of them apart. */
export const nonce = (random: Random): string =>
  Array.from({ length: 6 }, () => madeUpWord(random, random.between(4, 7))).join(' ')
