/**
 * Short English-like stories from a seed, for prequential likelihood. No text is taken from a corpus: each comes from
 * the rules below, with people and places invented afresh, so that foretelling it takes both the rules and attention
 * to what was said before.
 */
import type { Random } from '@taonet/models/random'
import { madeUpWord } from './skills/made-up-word.ts'

export interface Story {
  /** The whole text: two to four sentences, ASCII, 60 to about 230 bytes. */
  readonly text: string
  /** How a chat asks for it; the text itself is never part of the question. */
  readonly prompt: string
}

interface Scene {
  readonly hero: string
  readonly friend: string
  readonly town: string
  readonly thing: string
}

const JOBS = ['farmer', 'baker', 'sailor', 'teacher', 'painter', 'doctor', 'miner', 'singer']
const THINGS = ['lamp', 'boat', 'basket', 'letter', 'clock', 'kettle', 'ladder', 'guitar', 'carpet', 'mirror']
const ADJECTIVES = ['old', 'small', 'green', 'heavy', 'broken', 'bright', 'cheap', 'clean']
const PLACES = ['market', 'harbour', 'garden', 'station', 'bridge', 'kitchen', 'forest', 'library']
const TIMES = ['In the morning', 'At noon', 'In the evening', 'After the rain', 'Before winter', 'On Sunday']
const MOODS = ['happy', 'tired', 'proud', 'worried', 'hungry', 'calm']
const WEATHER = ['It was raining', 'The sun was warm', 'The wind was cold', 'Snow was falling']

type Rule = (random: Random, scene: Scene) => string

const OPENINGS: readonly Rule[] = [
  (r, s) => `${s.hero} was a ${r.pick(JOBS)} in ${s.town}.`,
  (r, s) => `${r.pick(TIMES)} ${s.hero} went to the ${r.pick(PLACES)} with a ${s.thing}.`,
  (r, s) => `There was a ${r.pick(JOBS)} called ${s.hero} who had a ${s.thing}.`,
]
const MIDDLES: readonly Rule[] = [
  (r, s) => `${s.hero} found a ${r.pick(ADJECTIVES)} ${s.thing} near the ${r.pick(PLACES)}.`,
  (r, s) => `${r.pick(WEATHER)}, so ${s.hero} carried the ${s.thing} to the ${r.pick(PLACES)}.`,
  (r, s) => `${r.pick(TIMES)} ${s.friend} asked ${s.hero} for the ${s.thing}.`,
  (r, s) => `${s.friend} came from ${s.town} to sell a ${r.pick(ADJECTIVES)} ${r.pick(THINGS)}.`,
  (r, s) => `${s.hero} paid ${r.between(2, 19)} coins for the ${s.thing}.`,
]
const ENDINGS: readonly Rule[] = [
  (r, s) => `${s.hero} was ${r.pick(MOODS)} and went home to ${s.town}.`,
  (_, s) => `Then ${s.hero} gave the ${s.thing} to ${s.friend}.`,
  (r, s) => `${s.friend} was ${r.pick(MOODS)}, and ${s.hero} was ${r.pick(MOODS)} too.`,
]
const PROMPTS = ['Tell me a story.', 'Write a short story.', 'Tell a story, please.']

/** A fresh story. Pure: the same stream gives the same story. */
export function story(random: Random): Story {
  const scene = { hero: name(random), friend: name(random), town: name(random), thing: random.pick(THINGS) }
  const middles = random.shuffle(MIDDLES).slice(0, random.between(0, 2))
  const rules = [random.pick(OPENINGS), ...middles, random.pick(ENDINGS)]
  return { text: rules.map(rule => rule(random, scene)).join(' '), prompt: random.pick(PROMPTS) }
}

function name(random: Random): string {
  const word = madeUpWord(random, random.between(4, 6))
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}
