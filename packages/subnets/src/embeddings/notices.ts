// Short notices about things and what became of them, and questions that say the same in other words. Town and person are
// invented afresh each time, so that no table of known sentences helps; the other notices share the question's words, so
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

export interface Retrieval {
  readonly query: string
  /** The first is the one that answers. */
  readonly notices: readonly string[]
}

const name = (random: Random): string => {
  const word = madeUpWord(random, random.between(4, 6))
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

const notice = (random: Random, thing: Concept, event: Concept): string =>
  random.below(2) === 0
    ? `In ${name(random)} the ${thing.told} of ${name(random)} ${event.told}.`
    : `The ${thing.told} ${event.told}, says ${name(random)} from ${name(random)}.`

/** One question and `count` notices: two share its event, two its thing, the rest share nothing with it. */
export function retrieval(random: Random, count: number): Retrieval {
  const [thing, ...otherThings] = random.shuffle(THINGS)
  const [event, ...otherEvents] = random.shuffle(EVENTS)
  if (!thing || !event) throw new RangeError('there are no notices')
  const other = (list: readonly Concept[], i: number): Concept => list[i % list.length] ?? thing
  const notices = Array.from({ length: count }, (_, i) => {
    if (i === 0) return notice(random, thing, event)
    const sameThing = i <= 2
    const sameEvent = i > 2 && i <= 4
    return notice(
      random,
      sameThing ? thing : other(otherThings, i),
      sameEvent ? event : other(otherEvents, i),
    )
  })
  return { query: `Which ${thing.asked} was ${event.asked}?`, notices }
}
