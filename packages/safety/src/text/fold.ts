/** One plain spelling for a text: compatibility forms, invisible characters, look-alike letters and accents removed. */

// Format characters, variation selectors, soft hyphen, fillers and the tag block: they show nothing and split words.
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u034f|\u115f|\u1160|\u17b4|\u17b5|\u3164|\uffa0/gu
const MARKS = /\p{M}+/gu
const SPACES = /\s+/gu

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

// A word wholly in Cyrillic, Greek or Armenian is a word of that script; it disguises a Latin one only when the two are mixed
// or when the whole text is otherwise Latin.
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/gu
const FOREIGN_LETTER = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u
const LATIN = /\p{Script=Latin}/gu
const BEYOND_ASCII = /[^\0-\x7f]/gu
const ASCII = /^[\0-\x7f]*$/
export const isAscii = (text: string): boolean => ASCII.test(text)

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0

function withoutLookAlikes(text: string): string {
  const foreign = count(text, FOREIGN)
  const native = foreign > count(text, LATIN) * 2
  return text.replace(BEYOND_ASCII, letter => {
    const plain = emojiLetter(letter.codePointAt(0) ?? 0)
    if (plain !== undefined) return plain
    return native && FOREIGN_LETTER.test(letter) ? letter : (LOOK_ALIKES.get(letter) ?? letter)
  })
}

/** Text hidden in the tag block (U+E0020 … U+E007E), which mirrors ASCII and is drawn by nothing. */
export function hiddenText(text: string): string {
  let out = ''
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    if (code >= 0xe0020 && code <= 0xe007e) out += String.fromCharCode(code - 0xe0000)
  }
  return out
}

/** Any white space but one space between words. */
const UNEVEN = /[^\S ]| {2}/

/** NFKC, nothing invisible, one space between words; letters as they were typed. */
export function visible(text: string): string {
  const shown = isAscii(text) ? text : text.normalize('NFKC').replace(INVISIBLE, '')
  return (UNEVEN.test(shown) ? shown.replace(SPACES, ' ') : shown).trim()
}

/** `folded` for a text that is `visible` already. */
export function foldedShown(shown: string): string {
  const lower = shown.toLowerCase()
  return isAscii(lower)
    ? lower
    : withoutLookAlikes(lower).normalize('NFD').replace(MARKS, '').normalize('NFC')
}

/** Lower case without accents and look-alikes: the spelling rules and features are written in. */
export const folded = (text: string): string => foldedShown(visible(text))
