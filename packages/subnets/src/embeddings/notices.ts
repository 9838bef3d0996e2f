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

/** Notices about one thing and one event, and about either of them alone. */
const WHOLE = 2
const HALVES = 3

/**
 * One question and ten notices: two answer it, three are about its thing or its event, and the other five are made in the
 * same way about another thing and another event, so that counting what comes up most says nothing.
 */
export function retrieval(random: Random): Retrieval {
  const things = random.shuffle(THINGS)
  const events = random.shuffle(EVENTS)
  const about = (thing: Concept | undefined, event: Concept | undefined): string => {
    if (!thing || !event) throw new RangeError('there are too few things or events')
    return notice(random, thing, event)
  }
  const cluster = (which: 0 | 1, whole: 0 | 2, half: 0 | 1): readonly Candidate[] => {
    const spare = (i: number): number => 2 + which * HALVES + i
    return [
      ...Array.from({ length: WHOLE }, () => ({ text: about(things[which], events[which]), grade: whole })),
      ...Array.from({ length: HALVES }, (_, i) => ({
        text: i % 2 === 0 ? about(things[which], events[spare(i)]) : about(things[spare(i)], events[which]),
        grade: half,
      })),
    ]
  }
  return {
    // No word of it stands in a notice: "was" would already tell some events from others.
    query: `Any news about some ${things[0]?.asked} ${events[0]?.asked}?`,
    candidates: [...cluster(0, 2, 1), ...cluster(1, 0, 0)],
  }
}

/** A sentence of words that nobody has seen: a model that only looks words up has nothing to tell two of them apart. */
export const nonce = (random: Random): string =>
  Array.from({ length: 6 }, () => madeUpWord(random, random.between(4, 7))).join(' ')
