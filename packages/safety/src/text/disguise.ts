import { after, LETTER, lengthOf, signAt, traitsOf, type Units, unitsOf } from './signs.ts'

const DIGITS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '2': 'z',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '+': 't',
  '€': 'e',
  '£': 'l',
  '(': 'c',
}

const SIGNS = /[0-9@$|+€£(]|!(?=.)/g

/** A word with a letter in it and digits or signs inside it: `1gn0re`, `p@ssw0rd`; not `3rd`, `v1`, `2024`, `covid-19`. */
const disguised = (word: string): boolean =>
  word.length >= 3 &&
  /[a-z]/.test(word) &&
  SIGN.test(word.slice(0, -1)) &&
  !/^\d+[a-z]{1,3}$/.test(word) &&
  !/^[a-z]+[-_]?\d+$/.test(word)

const SIGN = /[0-9@$!|+€£(]/

/** Who disguises words disguises most of them; technical text has a few such words in many. */
const DISGUISED_SHARE = 0.2

export const leetSigns: readonly string[] = Object.keys(DIGITS)
const isSign = new Uint8Array(0x2100)
for (const sign of leetSigns) isSign[sign.charCodeAt(0)] = 1

/** Whether two words have a letter and a sign: fewer are no disguise. */
function hasMixedWords(units: Units): boolean {
  const end = lengthOf(units)
  let mixed = 0
  let [letter, sign] = [false, false]
  for (let at = 0; at <= end; at++) {
    const unit = units[at]!
    if (unit === 0x20 || at === end) {
      if (letter && sign && ++mixed === 2) return true
      letter = sign = false
    } else if (unit >= 0x61 && unit <= 0x7a) letter = true
    else if (isSign[unit] === 1) sign = true
  }
  return false
}

/** The text with digits and signs inside words read as letters; undefined where too few words are so written. */
export function withoutLeet(text: string, units = unitsOf(text)): string | undefined {
  if (!hasMixedWords(units)) return undefined
  const words = text.split(' ')
  const found = words.filter(disguised).length
  if (found < 2 || found < words.length * DISGUISED_SHARE) return undefined
  // Once some words are surely written so, the doubtful ones are too: `4ll`, `4` for `a`.
  return words
    .map(word =>
      /[a-z]/.test(word) || word.length === 1 ? word.replace(SIGNS, sign => DIGITS[sign] ?? sign) : word,
    )
    .join(' ')
}

const APART = /(?<![\p{L}\p{N}])(?:\p{L}([ .\-_*·|/~,]{1,3})(?:\p{L}\1){2,199}\p{L})(?![\p{L}\p{N}])/gu
const SHORT_APART = /(?<![\p{L}\p{N}])(?:\p{L}[ .\-_*·|/~,]){1,2}\p{L}(?![\p{L}\p{N}])/gu

/** Whether so many letters in a row stand each by itself, as the shortest run of letters set apart has. */
function hasLoneLetters(units: Units, least: number): boolean {
  let lone = 0
  let together = 0
  for (let at = 0; at < units.length; ) {
    const sign = signAt(units, at)
    at = after(sign, at)
    if ((traitsOf(sign) & LETTER) !== 0) together++
    else if (together > 0) {
      lone = together === 1 ? lone + 1 : 0
      if (lone === least) return true
      together = 0
    }
  }
  return false
}

/**
 * Letters set apart (`i g n o r e`, `i.g.n.o.r.e`) joined again; undefined where there are none. With single spaces between
 * letters, word borders show only as wider gaps, so gaps are read before white space is collapsed: `raw` is the text as typed.
 */
export function joinedLetters(raw: string, units = unitsOf(raw)): string | undefined {
  if (!hasLoneLetters(units, 4)) return undefined
  const join = (run: string): string => run.replace(/[^\p{L}]+/gu, '')
  const out = raw.replace(APART, join)
  return out === raw ? undefined : out.replace(SHORT_APART, join)
}

/** Whether a sign stands three times in a row, as a letter that is stretched does. */
function hasThree(units: Units): boolean {
  const end = lengthOf(units)
  let [last, times] = [-1, 0]
  for (let at = 0; at < end; ) {
    const sign = signAt(units, at)
    times = sign === last ? times + 1 : 1
    if (times === 3) return true
    last = sign
    at = after(sign, at)
  }
  return false
}

/** Letters repeated three times or more, once (`iiiignore`); undefined where none are. */
export function withoutStretching(text: string, units = unitsOf(text)): string | undefined {
  if (!hasThree(units)) return undefined
  const out = text.replace(/(\p{L})\1{2,}/gu, '$1')
  return out === text ? undefined : out
}

export const wedges = '*|~^·'
const WEDGE = /[*|~^·]/

/** Signs wedged between the letters of words (`ig*no*re`), save those that programs and addresses put there. */
export function withoutWedges(text: string): string | undefined {
  if (!WEDGE.test(text)) return undefined
  const out = text.replace(/(?<=\p{L})[*|~^·](?=\p{L})/gu, '')
  return out === text ? undefined : out
}

export const reversed = (text: string): string => [...text].reverse().join('')

export const reversedWords = (text: string): string => text.split(' ').map(reversed).join(' ')

const turned = (code: number): number => {
  const letter = code | 32
  if (letter < 97 || letter > 122) return code
  return letter < 110 ? code + 13 : code - 13
}

export function rot13(text: string): string {
  const codes = new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) codes[i] = turned(text.charCodeAt(i))
  return Buffer.from(codes.buffer).toString('utf16le')
}
