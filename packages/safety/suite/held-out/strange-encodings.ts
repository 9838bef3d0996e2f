/** Disguises of the held-out half that no decoder here knows: what a policy does about the unforeseen. */

const VOWELS = 'aeiou'

const moved = (text: string, by: (place: number) => number): string =>
  text.replace(/[a-z]/gi, letter => {
    const base = letter <= 'Z' ? 65 : 97
    return String.fromCharCode(by(letter.charCodeAt(0) - base) + base)
  })

export const strangeEncodings = {
  'caesar-5': (text: string) => moved(text, place => (place + 5) % 26),
  atbash: (text: string) => moved(text, place => 25 - place),
  'pig-latin': (text: string) =>
    text.replace(/[a-z]+/gi, word =>
      VOWELS.includes(word.slice(0, 1).toLowerCase())
        ? `${word}way`
        : `${word.slice(1)}${word.slice(0, 1)}ay`,
    ),
} as const satisfies Readonly<Record<string, (text: string) => string>>

export type StrangeEncoding = keyof typeof strangeEncodings
