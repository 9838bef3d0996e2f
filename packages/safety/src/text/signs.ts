/** A text as numbers, and what is known of a sign (a code point) wherever it stands: asked of the platform once, then looked up. */

/**
 * The UTF-16 units of a text, and a 0 behind the last. A string may be a part of another, or two that were never joined: asking it
 * for one unit after the other takes three times as long.
 */
export type Units = Uint16Array

export function unitsOf(text: string): Units {
  const bytes = Buffer.allocUnsafe(2 * text.length + 2)
  const end = bytes.write(text, 'utf16le')
  bytes[end] = bytes[end + 1] = 0
  return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length + 1)
}

/** What stands between two places, as a string of its own. */
export const textOf = ({ buffer, byteOffset }: Units, from: number, to: number): string =>
  Buffer.from(buffer, byteOffset + 2 * from, 2 * (to - from)).toString('utf16le')

/** How many units stand before the 0. */
export const lengthOf = (units: Units): number => units.length - 1

export const LETTER = 1
export const NUMBER = 2
/** Of Cyrillic, Greek or Armenian script. */
export const FOREIGN = 4
export const LATIN = 8
/** Drawn, and neither changed nor joined with its neighbours by NFKC, NFD or NFC. */
export const STEADY = 16
const KNOWN = 32

// Format characters, variation selectors, soft hyphen, fillers and the tag block: they show nothing and split words.
export const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0/u
/** Halves of pairs, marks, conjoining jamo and the vowels of Kirat Rai: what they become depends on what stands beside them. */
const JOINING = /[\p{Cs}\p{M}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u{16d63}-\u{16d6a}]/u

const PATTERNS: readonly (readonly [number, RegExp])[] = [
  [LETTER, /\p{L}/u],
  [NUMBER, /\p{N}/u],
  [FOREIGN, /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u],
  [LATIN, /\p{Script=Latin}/u],
]

const isSteady = (sign: string): boolean =>
  !JOINING.test(sign) && !INVISIBLE.test(sign) && sign.normalize('NFKC') === sign

/** Of every code point; 0 where nobody has asked yet. The platform gives memory only to what is touched. */
const known = new Uint8Array(0x11_0000)

function learned(code: number): number {
  const sign = String.fromCodePoint(code)
  let traits = KNOWN | (isSteady(sign) ? STEADY : 0)
  for (const [trait, pattern] of PATTERNS) if (pattern.test(sign)) traits |= trait
  known[code] = traits
  return traits
}

/** As bits. */
export const traitsOf = (sign: number): number => known[sign] || learned(sign)

/** The sign that begins at a place, the text's end at most: there it is 0, which is part of no word. */
export function signAt(units: Units, at: number): number {
  const unit = units[at]!
  if ((unit & 0xfc00) !== 0xd800) return unit
  const low = units[at + 1]!
  return (low & 0xfc00) === 0xdc00 ? 0x1_0000 + ((unit & 0x3ff) << 10) + (low & 0x3ff) : unit
}

/** The place after a sign. */
export const after = (sign: number, at: number): number => (sign > 0xffff ? at + 2 : at + 1)

/** The first place from `at` on whose sign has none of these traits. */
export function past(traits: number, units: Units, at: number): number {
  let place = at
  for (let sign = signAt(units, place); (traitsOf(sign) & traits) !== 0; sign = signAt(units, place))
    place = after(sign, place)
  return place
}
