// A miner's own code as a user would write it: it answers most of the text subnet's tasks by rule, and says so otherwise.
type Rule = readonly [pattern: RegExp, answer: (found: readonly string[]) => string]

const numbers = (text = ''): number[] => (text.match(/\d+/g) ?? []).map(Number)
const sorted = (list: string | undefined, sign: number): string =>
  numbers(list)
    .toSorted((a, b) => sign * (a - b))
    .join(' ')
const even = (list?: string): string =>
  numbers(list)
    .filter(one => one % 2 === 0)
    .join(' ')
const words = (text = ''): string[] => text.trim().split(/\s+/)

const RULES: readonly Rule[] = [
  [
    /^(?:Sort down|Sort these numbers down|Order from high to low|From high to low): (.*)/,
    ([, list]) => sorted(list, -1),
  ],
  [/^(?:Sort|Sort these numbers|Put in order): (.*)/, ([, list]) => sorted(list, 1)],
  [/(\d+) (?:\+|plus|and) (\d+)/, ([, a, b]) => String(Number(a) + Number(b))],
  [/(\d+) (?:-|minus) (\d+)/, ([, a, b]) => String(Number(a) - Number(b))],
  [/^Take (\d+) from (\d+)/, ([, a, b]) => String(Number(b) - Number(a))],
  [/^(?:Even numbers of|Keep what is even): (.*)/, ([, list]) => even(list)],
  [/^Last to first: (.*)/, ([, list]) => numbers(list).reverse().join(' ')],
  [/^Each number once: (.*)/, ([, list]) => [...new Set(numbers(list))].join(' ')],
  [/^(\{.*\}) (?:What is|Extract) "?(\w+)"?[?.]/, ([, json = '', key = '']) => String(JSON.parse(json)[key])],
  [/^Replace (\w) by (\w) in (\w+)\./, ([, from = '', to = '', word = '']) => word.replaceAll(from, to)],
  [
    /^(\w+) with every (\w) changed to (\w)\?/,
    ([, word = '', from = '', to = '']) => word.replaceAll(from, to),
  ],
  [/^(?=.*larger)(.*)/, ([, text]) => String(Math.max(...numbers(text)))],
  [/^(?=.*smaller)(.*)/, ([, text]) => String(Math.min(...numbers(text)))],
  [/^(?:How many words|Count the words in): ([^?]*)/, ([, list]) => String(words(list).length)],
  [
    /^(?:Reverse|Spell|What is) ([a-z]+)(?: backwards\.| reversed\?)?$/,
    ([, word = '']) => [...word].reverse().join(''),
  ],
  [/^(?:Uppercase|Shout:) (.*)/, ([, text = '']) => text.toUpperCase()],
  [/^Write (.*) in capital letters/, ([, text = '']) => text.toUpperCase()],
  [/^What is the (first|second|last) word of: (.*)\?/, ([, place = '', list]) => chosen(place, list)],
  [/^(.*): say the (first|second|last) one/, ([, list, place = '']) => chosen(place, list)],
]

const chosen = (place: string, list: string | undefined): string =>
  words(list).at({ first: 0, second: 1 }[place] ?? -1) ?? ''

/** The answer, or that there is none. */
export function answerTo(prompt: string): string {
  for (const [pattern, answer] of RULES) {
    const found = pattern.exec(prompt)
    if (found) return answer(found)
  }
  return 'I do not know.'
}

export default async function* answer(
  messages: readonly { readonly content: string }[],
): AsyncGenerator<string> {
  yield* answerTo(messages.at(-1)?.content ?? '').split(/(?= )/)
}
