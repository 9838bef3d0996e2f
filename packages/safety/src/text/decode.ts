/** Encodings a message can carry: each decoder gives the text with what it understood put in its place, or undefined. */
import { MAX_TEXT } from './bounds.ts'
import { hiddenText } from './fold.ts'
import { printable } from './natural.ts'
import { lengthOf, type Units, unitsOf } from './signs.ts'

export interface Decoder {
  readonly name: string
  /** Cheaper than decoding: where it says no, there is nothing to decode. */
  readonly hinted: (text: string, units: Units) => boolean
  readonly decode: (text: string) => string | undefined
}

function replaced(
  text: string,
  pattern: RegExp,
  decode: (match: string) => string | undefined,
): string | undefined {
  let found = false
  const out = text.replace(pattern, match => {
    const plain = decode(match)
    if (plain === undefined) return match
    found = true
    return ` ${plain} `
  })
  return found ? out : undefined
}

const BASE64 = /[A-Za-z0-9+/_-]{16,16384}={0,2}/g
/** An ordinary long word is base64 by its letters; text that was encoded shows both cases. */
const hasBothCases = (match: string): boolean => /[A-Z]/.test(match) && /[a-z]/.test(match)
const base64 = (match: string): string | undefined =>
  hasBothCases(match) ? printable(Buffer.from(match, 'base64')) : undefined

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
function base32(match: string): string | undefined {
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const letter of match.replace(/=+$/, '')) {
    value = ((value << 5) | BASE32.indexOf(letter)) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((value >> bits) & 0xff)
    }
  }
  return printable(Uint8Array.from(bytes))
}

const hex = (match: string): string | undefined =>
  printable(Buffer.from(match.replace(/0x|\\x|[^0-9a-f]/gi, ''), 'hex'))

const numbers = (radix: number) => (match: string) =>
  printable(
    Uint8Array.from(
      (match.match(/[0-9]+/g) ?? []).map(part => Number.parseInt(part, radix)).filter(byte => byte < 256),
    ),
  )

const binary = (match: string): string | undefined =>
  numbers(2)((match.replace(/[^01]/g, '').match(/[01]{8}/g) ?? []).join(' '))

const percent = (match: string): string | undefined => {
  try {
    return decodeURIComponent(match)
  } catch {
    return undefined
  }
}

const codePoint = (digits: string, radix: number): string | undefined => {
  const code = Number.parseInt(digits, radix)
  return code > 0x1f && code < 0x11_0000 ? String.fromCodePoint(code).toWellFormed() : undefined
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

function entities(text: string): string | undefined {
  const out = text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi,
    (whole, decimal, hexadecimal, name) =>
      (decimal ? codePoint(decimal, 10) : hexadecimal ? codePoint(hexadecimal, 16) : NAMED[name]) ?? whole,
  )
  return out === text ? undefined : out
}

function escapes(text: string): string | undefined {
  const out = text.replace(
    /\\u\{?([0-9a-f]{4,6})\}?|\\x([0-9a-f]{2})/gi,
    (whole, long, short) => codePoint(long ?? short, 16) ?? whole,
  )
  return out === text ? undefined : out
}

const MORSE: Readonly<Record<string, string>> = Object.fromEntries(
  'a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- w.-- x-..- y-.-- z--..'
    .split(' ')
    .map(entry => [entry.slice(1), entry.slice(0, 1)]),
)
const morse = (match: string): string =>
  match
    .trim()
    .split(/\s*\/\s*|\s{3,}/)
    .map(word =>
      word
        .split(/\s+/)
        .map(sign => MORSE[sign] ?? '')
        .join(''),
    )
    .join(' ')

const has =
  (sign: string) =>
  (text: string): boolean =>
    text.includes(sign)

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LOWER = UPPER.toLowerCase()
const DIGITS = '0123456789'

/** Whether `length` characters of `alphabet` stand together: as many as the shortest match of a pattern made of them has. */
function runOf(alphabet: string, length: number): (text: string, units: Units) => boolean {
  const among = new Uint8Array(0x1_0000)
  for (const sign of alphabet) among[sign.charCodeAt(0)] = 1
  return (_, units) => {
    const end = lengthOf(units)
    // Whoever stands at the last place of a run walks back to its first; what is no part of one lets him leap over all of it.
    for (let last = length - 1; last < end; ) {
      let at = last
      while (at > last - length && among[units[at]!] === 1) at--
      if (at === last - length) return true
      last = at + length
    }
    return false
  }
}

const base64Signs = runOf(`${UPPER}${LOWER}${DIGITS}+/_-`, 16)
/** Of the words as long as that, most are of one case. */
const hasBase64 = (text: string, units: Units): boolean =>
  base64Signs(text, units) && (text.match(BASE64) ?? []).some(hasBothCases)

/** In the order they are tried. Every pattern is linear: one character class repeated, or fixed-width groups. */
export const decoders: readonly Decoder[] = [
  {
    name: 'hidden tag characters',
    // What all of them begin with in UTF-16.
    hinted: has('\udb40'),
    decode: text => {
      const hidden = hiddenText(text)
      return hidden.length >= 4 ? hidden : undefined
    },
  },
  {
    name: 'URL escapes',
    hinted: has('%'),
    decode: text =>
      replaced(text, /(?:[\w.~+-]{0,64}(?:%[0-9a-f]{2}){1,512}){1,256}/gi, match =>
        percent(match.replace(/\+/g, ' ')),
      ),
  },
  { name: 'HTML entities', hinted: has('&'), decode: entities },
  { name: 'character escapes', hinted: has('\\'), decode: escapes },
  {
    name: 'binary',
    hinted: runOf('01 ,', 32),
    decode: text => replaced(text, /(?:[01]{8}[ ,]?){4,2048}/g, binary),
  },
  {
    name: 'hex',
    hinted: runOf(`${DIGITS}abcdefABCDEFxX\\ :,`, 16),
    decode: text => replaced(text, /(?:(?:0x|\\x)?[0-9a-f]{2}[ :,]?){8,4096}/gi, hex),
  },
  {
    name: 'character codes',
    hinted: runOf(`${DIGITS} ,;`, 23),
    decode: text => replaced(text, /(?:\d{2,3}[ ,;]{1,2}){7,2048}\d{2,3}/g, numbers(10)),
  },
  {
    name: 'base32',
    hinted: runOf(BASE32, 16),
    decode: text => replaced(text, /\b[A-Z2-7]{16,4096}={0,6}/g, base32),
  },
  {
    name: 'base64',
    hinted: hasBase64,
    decode: text => replaced(text, BASE64, base64),
  },
  {
    name: 'Morse code',
    hinted: runOf('.- /', 13),
    decode: text => replaced(text, /(?:[.-]{1,5}[ /]{1,3}){6,2048}[.-]{1,5}/g, morse),
  },
]

/** What `decoder` makes of `text`, cut to the size that is judged. */
export const decoded = (decoder: Decoder, text: string, units = unitsOf(text)): string | undefined =>
  decoder.hinted(text, units) ? decoder.decode(text)?.slice(0, MAX_TEXT) : undefined
