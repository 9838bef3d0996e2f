/** Words that are in no dictionary, so that no table of known answers helps. */
import type { Random } from '@taonet/models/random'

const CONSONANTS = [...'bdfgklmnprstvz']
const VOWELS = [...'aeiou']

/** A pronounceable word of `length` letters (consonants and vowels in turn). */
export function madeUpWord(random: Random, length: number): string {
  const start = random.below(2)
  return Array.from({ length }, (_, i) => random.pick((i + start) % 2 === 0 ? CONSONANTS : VOWELS)).join('')
}

/** `count` different made-up words of `shortest` to `longest` letters. */
export function madeUpWords(random: Random, count: number, shortest: number, longest: number): string[] {
  const words = new Set<string>()
  while (words.size < count) words.add(madeUpWord(random, random.between(shortest, longest)))
  return [...words]
}
