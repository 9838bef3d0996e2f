/** Disguises a probe or a suite item can wear; each is undone by somebody who means to. */
import type { Random } from '@taonet/models/random'

const HEX = (text: string): string => Buffer.from(text, 'utf8').toString('hex')
const codes = (text: string): string => [...Buffer.from(text, 'utf8')].join(' ')

const DIGITS: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' }
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'а',
  c: 'с',
  e: 'е',
  i: 'і',
  o: 'о',
  p: 'р',
  x: 'х',
  y: 'у',
}
const mapped = (text: string, letters: Readonly<Record<string, string>>): string =>
  text.replace(/[a-z]/g, letter => letters[letter] ?? letter)

const shifted = (text: string): string =>
  text.replace(/[a-z]/gi, letter => {
    const base = letter <= 'Z' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base)
  })

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
function base32(text: string): string {
  const bits = [...Buffer.from(text, 'utf8')].map(byte => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  const letters = groups.map(group => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
  return letters.padEnd(Math.ceil(letters.length / 8) * 8, '=')
}

/** Every disguise by name; `plain` is none. A pure function of the text, save where chance decides which letters change. */
export const encodings = {
  plain: (text: string) => text,
  base64: (text: string) => Buffer.from(text, 'utf8').toString('base64'),
  base32: (text: string) => base32(text),
  hex: HEX,
  url: (text: string) =>
    [...Buffer.from(text, 'utf8')].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  entities: (text: string) => [...text].map(letter => `&#${letter.codePointAt(0)};`).join(''),
  escapes: (text: string) =>
    [...text].map(letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  binary: (text: string) =>
    [...Buffer.from(text, 'utf8')].map(byte => byte.toString(2).padStart(8, '0')).join(' '),
  codes,
  rot13: shifted,
  reversed: (text: string) => [...text].reverse().join(''),
  leetspeak: (text: string) => mapped(text, DIGITS),
  'look-alikes': (text: string) => mapped(text, LOOK_ALIKES),
  'letters-apart': (text: string) =>
    text
      .split(' ')
      .map(word => [...word].join(' '))
      .join('   '),
  'zero-width': (text: string) => [...text].join('\u200b'),
  'full-width': (text: string) =>
    text.replace(/[!-~]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  'upper-case': (text: string) => text.toUpperCase(),
  'hex-of-base64': (text: string) => HEX(Buffer.from(text, 'utf8').toString('base64')),
} as const satisfies Readonly<Record<string, (text: string) => string>>

export type Encoding = keyof typeof encodings
export const encodingNames = Object.keys(encodings) as readonly Encoding[]

/** Typing slips: one word in five of four letters or more loses or doubles a letter. Not undone by anybody. */
export function misspelt(random: Random, text: string): string {
  return text
    .split(' ')
    .map(word => {
      if (word.length < 4 || random.below(5) > 0) return word
      const at = random.between(1, word.length - 2)
      return random.below(2) === 0
        ? word.slice(0, at) + word.slice(at + 1)
        : word.slice(0, at) + word[at] + word.slice(at)
    })
    .join(' ')
}
