/**
 * Practice of the specialists: the movement of their skill many times over in one answer, so that more of the lesson's
 * bytes teach. Trained, never scored.
 */
import type { Random } from '@taonet/models/random'
import type { Example } from '@taonet/models/train'
import { codeWord } from '../src/text/skills/code-words.ts'
import { madeUpWord } from '../src/text/skills/made-up-word.ts'
import { numeral } from '../src/text/skills/roman.ts'

export type Practice = (random: Random) => Example

const example = (prompt: string, answer: string): Example => ({ prompt, answer, weight: 1 })

const upTo = (random: Random, digits: number): number =>
  digits === 1 ? random.below(10) : random.between(10 ** (digits - 1), 10 ** digits - 1)

/** `347 +58` → `405 463 521 …`: nearly every byte of the reply is a sum. */
const countOn: Practice = random => {
  const rising = random.below(2) === 0
  const stride = random.below(2) === 0 ? random.between(1, 99) : random.between(10, 499)
  const first = rising ? random.between(0, 999) : random.between(stride, 1500)
  const steps = Array.from({ length: 6 }, (_, i) => first + (rising ? stride : -stride) * (i + 1))
  const answer = steps.filter(value => value >= 0 && value <= 1998).join(' ')
  return example(`${first} ${rising ? '+' : '-'}${stride}`, answer)
}

const bareSum: Practice = random => {
  const a = upTo(random, random.between(1, 3))
  const b = upTo(random, random.between(1, 3))
  if (random.below(2) === 0) return example(`${a}+${b}`, String(a + b))
  return example(`${Math.max(a, b)}-${Math.min(a, b)}`, String(Math.abs(a - b)))
}

export const sumPractice: Practice = random => (random.unit() < 0.6 ? countOn : bareSum)(random)

/** The list told twice: in order, and in pairs of which the larger is named. */
const order: Practice = random => {
  const list = Array.from({ length: random.between(4, 12) }, () => random.below(100))
  const rising = random.below(2) === 0
  const answer = list.toSorted((a, b) => (rising ? a - b : b - a)).join(' ')
  return example(`${rising ? 'Up' : 'Down'}: ${list.join(' ')}`, answer)
}

const markEven: Practice = random => {
  const list = Array.from({ length: random.between(4, 12) }, () => random.below(100))
  return example(`Even or odd: ${list.join(' ')}`, list.map(n => (n % 2 === 0 ? n : '-')).join(' '))
}

const largestSoFar: Practice = random => {
  const list = Array.from({ length: random.between(3, 10) }, () => random.below(100))
  const largest = random.below(2) === 0
  const pick = largest ? Math.max : Math.min
  const answer = list.map((_, i) => pick(...list.slice(0, i + 1))).join(' ')
  return example(`${largest ? 'Largest' : 'Smallest'} so far: ${list.join(' ')}`, answer)
}

export const listPractice: Practice = random => random.pick([order, order, markEven, largestSoFar])(random)

const FACTORS = [
  ['minutes', 'hours', 60],
  ['seconds', 'minutes', 60],
  ['hours', 'days', 24],
  ['days', 'weeks', 7],
  ['months', 'years', 12],
  ['inches', 'feet', 12],
] as const

const multiples: Practice = random => {
  const [small, large, factor] = random.pick(FACTORS)
  const first = random.between(1, 16)
  const counts = Array.from({ length: 5 }, (_, i) => first + i)
  if (random.below(2) === 0)
    return example(`${first} ${large} in ${small} and on`, counts.map(count => count * factor).join(' '))
  const more = random.between(1, factor - 1)
  const answer = counts.map(count => `${count} ${count * factor} ${count * factor + more}`).join(', ')
  return example(`${first} ${large} and ${more} ${small} and on`, answer)
}

const MS_A_DAY = 86_400_000

/** The days before or after one, in a row; the calendar of the engine is right about leap years. */
const daysOn: Practice = random => {
  const start = Date.UTC(random.between(1900, 2099), random.below(12), random.between(1, 31))
  const step = random.below(2) === 0 ? 1 : -1
  const iso = (days: number) => new Date(start + days * MS_A_DAY).toISOString().slice(0, 10)
  const row = Array.from({ length: 4 }, (_, i) => iso(step * (i + 1))).join(' ')
  return example(`${iso(0)} ${step > 0 ? 'and on' : 'and back'}`, row)
}

export const datePractice: Practice = random => random.pick([multiples, multiples, daysOn])(random)

/** Four numerals in a row, or four numbers read: most of the reply is numeral either way. */
const numerals: Practice = random => {
  const values = Array.from({ length: 4 }, () => random.between(1, random.pick([99, 999, 3999])))
  const written = values.map(numeral).join(' ')
  return random.below(2) === 0
    ? example(`Roman: ${values.join(' ')}`, written)
    : example(`Arabic: ${written}`, values.join(' '))
}

const spelling: Practice = random => {
  const word = madeUpWord(random, random.between(3, 7))
  const code = [...word].map(codeWord).join(' ')
  return random.below(2) === 0 ? example(`Code: ${word}`, code) : example(`Read: ${code}`, word)
}

export const codePractice: Practice = random => random.pick([numerals, spelling])(random)
