/** Whether a text can only be read as it stands: most texts, found out in one look. */
import { decoders } from './decode.ts'
import { leetSigns, wedges } from './disguise.ts'
import { isEstranged } from './natural.ts'
import { lengthOf, type Units } from './signs.ts'

const [LETTER, SIGN, BLANK, WEDGE] = [1, 2, 4, 8]

const SPACE = 0x20

const sorts = new Uint8Array(0x80)
const sorted = (sort: number, signs: Iterable<string>): void => {
  for (const sign of signs) {
    const unit = sign.charCodeAt(0)
    if (unit < 0x80) sorts[unit]! |= sort
  }
}
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
sorted(LETTER, LETTERS + LETTERS.toUpperCase())
sorted(SIGN, leetSigns)
sorted(WEDGE, wedges)
sorted(BLANK, ' \t\n\v\f\r')
/** Of any sign beyond ASCII, that it may be one. */
const isLetter = (unit: number): boolean => unit > 0x7f || sorts[unit] === LETTER

export interface Plain {
  /** Whether its white space is one space between words. */
  readonly even: boolean
  // Words for which the text, or a part of it, may have to be read otherwise after all: of each, a place in it.
  /** Common ones in another manner of reading, and none as they stand. */
  readonly estranged: readonly number[]
  /** Of letters and such signs as stand for letters. */
  readonly mixed: readonly number[]
}

/**
 * Only of an ASCII text in which `readings` finds nothing to undo, except for what the words returned may hide. What is asked here
 * of a text holds for its parts between any white space as well.
 */
export function plainness(text: string, units: Units): Plain | undefined {
  const end = lengthOf(units)
  const estranged: number[] = []
  const mixed: number[] = []
  let word = -1
  let [last, same, lone] = [0, 0, 0]
  let [letter, sign] = [false, false]
  let [even, wasBlank] = [true, true]
  for (let at = 0; at <= end; at++) {
    const unit = at === end ? SPACE : units[at]!
    if (unit > 0x7f) return undefined
    const sort = sorts[unit]!
    if (sort === LETTER) {
      const lower = unit | 0x20
      same = lower === last ? same + 1 : 1
      last = lower
      if (same === 3) return undefined
      if (word < 0) word = at
      letter = true
      wasBlank = false
      continue
    }
    last = 0
    if (word >= 0) {
      if ((sort & WEDGE) !== 0 && isLetter(units[at + 1]!)) return undefined
      lone = at - word === 1 ? lone + 1 : 0
      if (lone === 4) return undefined
      if (isEstranged(units, word, at)) estranged.push(word)
      word = -1
    }
    if (sort === BLANK) {
      if (letter && sign) mixed.push(at - 1)
      letter = sign = false
      if (wasBlank || unit !== SPACE) even = false
      wasBlank = true
    } else {
      if ((sort & SIGN) !== 0) sign = true
      wasBlank = false
    }
  }
  return decoders.some(({ hinted }) => hinted(text, units)) ? undefined : { even, estranged, mixed }
}
