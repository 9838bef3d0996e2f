/** One plain spelling for a text: compatibility forms, invisible characters, look-alike letters and accents removed. */
import {
  after,
  FOREIGN,
  INVISIBLE,
  LATIN,
  lengthOf,
  STEADY,
  signAt,
  traitsOf,
  type Units,
  unitsOf,
} from './signs.ts'

const MARKS = /\p{M}+/gu
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu')
/** White space but one space between words. */
const UNEVEN = /\s{2,}|[^\S ]/
const ALL_UNEVEN = new RegExp(UNEVEN, 'g')

// Letters of other scripts that look like a Latin one (a selection of Unicode TR39's confusables, by script).
const LOOK_ALIKES = new Map(
  Object.entries({
    а: 'a',
    в: 'b',
    с: 'c',
    ԁ: 'd',
    е: 'e',
    ғ: 'f',
    һ: 'h',
    і: 'i',
    ї: 'i',
    ј: 'j',
    к: 'k',
    ӏ: 'l',
    м: 'm',
    н: 'h',
    о: 'o',
    р: 'p',
    ԛ: 'q',
    ѕ: 's',
    т: 't',
    у: 'y',
    ѵ: 'v',
    ԝ: 'w',
    х: 'x',
    ь: 'b',
    г: 'r',
    п: 'n',
    з: '3',
    α: 'a',
    β: 'b',
    ϲ: 'c',
    ε: 'e',
    η: 'n',
    ι: 'i',
    κ: 'k',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    σ: 'o',
    τ: 't',
    υ: 'u',
    ω: 'w',
    χ: 'x',
    γ: 'y',
    ա: 'w',
    օ: 'o',
    ո: 'n',
    ս: 'u',
    հ: 'h',
    ց: 'g',
    յ: 'j',
    զ: 'q',
    ɑ: 'a',
    ɡ: 'g',
    ɩ: 'i',
    ı: 'i',
    ʀ: 'r',
    ɴ: 'n',
    ʟ: 'l',
    ɪ: 'i',
    ꜱ: 's',
    ᴛ: 't',
    ᴀ: 'a',
    ʙ: 'b',
    ᴄ: 'c',
    ᴅ: 'd',
    ᴇ: 'e',
    ꜰ: 'f',
    ɢ: 'g',
    ʜ: 'h',
    ᴊ: 'j',
    ᴋ: 'k',
    ᴍ: 'm',
    ᴏ: 'o',
    ᴘ: 'p',
    ᴜ: 'u',
    ᴠ: 'v',
    ᴡ: 'w',
    ʏ: 'y',
    ᴢ: 'z',
    ł: 'l',
    ø: 'o',
    đ: 'd',
    ħ: 'h',
    ŧ: 't',
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    '🅰': 'a',
    '🅱': 'b',
    '🅾': 'o',
    '🅿': 'p',
  }),
)
const REGIONAL_A = 0x1f1e6
const SQUARED_A = 0x1f130
const NEGATIVE_CIRCLED_A = 0x1f150
const NEGATIVE_SQUARED_A = 0x1f170

const emojiLetter = (code: number): string | undefined => {
  for (const first of [REGIONAL_A, SQUARED_A, NEGATIVE_CIRCLED_A, NEGATIVE_SQUARED_A])
    if (code >= first && code < first + 26) return String.fromCharCode(97 + code - first)
  return undefined
}

const BEYOND_ASCII = /[^\0-\x7f]/gu
const ASCII = /^[\0-\x7f]*$/
export const isAscii = (text: string): boolean => ASCII.test(text)

/** A lower-case text without look-alikes and accents; in a native text, foreign letters are themselves. */
export const bare = (lower: string, native: boolean): string =>
  lower
    .replace(BEYOND_ASCII, letter => {
      const code = letter.codePointAt(0) ?? 0
      const plain = emojiLetter(code)
      if (plain !== undefined) return plain
      return native && (traitsOf(code) & FOREIGN) !== 0 ? letter : (LOOK_ALIKES.get(letter) ?? letter)
    })
    .normalize('NFD')
    .replace(MARKS, '')
    .normalize('NFC')

/** Text hidden in the tag block (U+E0020 … U+E007E), which mirrors ASCII and is drawn by nothing. */
export function hiddenText(text: string): string {
  let out = ''
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    if (code >= 0xe0020 && code <= 0xe007e) out += String.fromCharCode(code - 0xe0000)
  }
  return out
}

function isSteady(units: Units): boolean {
  const end = lengthOf(units)
  for (let at = 0; at < end; ) {
    const sign = signAt(units, at)
    if ((traitsOf(sign) & STEADY) === 0) return false
    at = after(sign, at)
  }
  return true
}

/** NFKC, nothing invisible, one space between words; letters as they were typed. */
export function visible(text: string): string {
  const steady = isAscii(text) || isSteady(unitsOf(text))
  const shown = steady ? text : text.normalize('NFKC').replace(ALL_INVISIBLE, '')
  return (UNEVEN.test(shown) ? shown.replace(ALL_UNEVEN, ' ') : shown).trim()
}

/** What steady signs become, in a text that is native and in one that is not. */
const bareSigns = { native: new Map<number, string>(), mixed: new Map<number, string>() }
const MOST_KNOWN = 10_000

function bareSign(sign: number, native: boolean): string {
  const known = native ? bareSigns.native : bareSigns.mixed
  const found = known.get(sign)
  if (found !== undefined) return found
  const plain = bare(String.fromCodePoint(sign), native)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(sign, plain)
  return plain
}

/** `bare` for a text of steady signs: one by one, since none changes beside another. */
function bareSignBySign(lower: string, units: Units, native: boolean): string {
  let out = ''
  let done = 0
  const end = lengthOf(units)
  for (let at = 0; at < end; ) {
    const sign = signAt(units, at)
    const next = after(sign, at)
    if (sign > 0x7f) {
      const plain = bareSign(sign, native)
      if (plain.codePointAt(0) !== sign || plain.length > next - at) {
        out += lower.slice(done, at) + plain
        done = next
      }
    }
    at = next
  }
  return out + lower.slice(done)
}

/** `folded` for a text that is `visible` already. */
export function foldedShown(shown: string): string {
  const lower = shown.toLowerCase()
  if (isAscii(lower)) return lower
  let [foreign, latin, steady] = [0, 0, true]
  const units = unitsOf(lower)
  const end = lengthOf(units)
  for (let at = 0; at < end; ) {
    const sign = signAt(units, at)
    const traits = traitsOf(sign)
    if ((traits & STEADY) === 0) steady = false
    if ((traits & FOREIGN) !== 0) foreign++
    if ((traits & LATIN) !== 0) latin++
    at = after(sign, at)
  }
  // A word wholly in Cyrillic, Greek or Armenian is a word of that script; it disguises a Latin one only when the two are mixed
  // or when the whole text is otherwise Latin.
  const native = foreign > latin * 2
  return steady ? bareSignBySign(lower, units, native) : bare(lower, native)
}

/** Lower case without accents and look-alikes: the spelling rules and features are written in. */
export const folded = (text: string): string => foldedShown(visible(text))
