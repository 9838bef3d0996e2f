/**
 * Open questions without one right answer, as people ask them. Subject and form are drawn apart and a fresh name or number
 * stands in most of them, so that an answer kept from yesterday fits none of today's questions.
 */
import type { Random } from '@taonet/models/random'
import { madeUpWord } from './skills/made-up-word.ts'

const SUBJECTS = [
  'growing tomatoes',
  'learning the violin',
  'repairing a bicycle',
  'baking bread',
  'looking after an old horse',
  'painting a wooden fence',
  'sleeping better at night',
  'saving money for a house',
  'sailing a small boat',
  'writing a letter to a judge',
  'keeping bees',
  'running a long race',
  'teaching a dog to sit',
  'moving to a big city',
  'planting apple trees',
  'washing woollen clothes',
  'playing chess',
  'building a stone wall',
  'caring for a sick child',
  'fishing in a cold river',
  'making strong coffee',
  'photographing birds',
  'crossing a desert by car',
  'singing in a choir',
  'cleaning a rusty knife',
  'telling stories to children',
  'preparing for an earthquake',
  'choosing a winter coat',
] as const

const PEOPLE = ['sister', 'neighbour', 'teacher', 'grandfather', 'friend', 'daughter', 'colleague', 'cousin']

const name = (random: Random): string => {
  const word = madeUpWord(random, random.between(4, 6))
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

const FORMS: readonly ((random: Random, subject: string) => string)[] = [
  (r, subject) => `My ${r.pick(PEOPLE)} ${name(r)} asks about ${subject}. What should I say?`,
  (r, subject) => `Give me ${r.between(2, 5)} pieces of advice about ${subject}.`,
  (r, subject) => `What is hard about ${subject}? I have ${r.between(2, 40)} days to find out.`,
  (r, subject) => `Tell ${name(r)}, who is ${r.between(8, 80)}, how ${subject} works.`,
  (r, subject) => `I live in ${name(r)} and want to start ${subject}. How do I begin?`,
  (r, subject) => `Explain ${subject} to my ${r.pick(PEOPLE)} in a few sentences.`,
]

/** `count` questions about different subjects. Pure: the same stream gives the same questions. */
export const openPrompts = (random: Random, count: number): readonly string[] =>
  random
    .shuffle(SUBJECTS)
    .slice(0, count)
    .map(subject => random.pick(FORMS)(random, subject))
