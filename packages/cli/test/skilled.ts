// A miner's own code as a user would write it: it answers most of the text subnet's tasks by rule, and says so otherwise. A
// validator's first word about a newcomer stands on two or three tasks: who could do half of them would often start with nothing.
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

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June'].concat([
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
])
const COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six']
const away = (count: string, way: string, from: string): string => {
  const names = DAYS.includes(from) ? DAYS : MONTHS
  const steps = COUNTS.indexOf(count) * (way === 'after' ? 1 : -1)
  return names[(names.indexOf(from) + steps + names.length) % names.length] ?? ''
}
/** The cell of a small table: its columns' names in the first row, its rows' in the first column. */
const cell = (table: string, column: string, row: string): string => {
  const [head = [], ...rows] = table.split(/; ?/).map(line => line.split(','))
  return rows.find(([name]) => name === row)?.[head.indexOf(column)] ?? ''
}
/** What comes next in a sequence that repeats or grows by the same each time. */
const next = (sequence: string): string => {
  const [first, ...rest] = words(sequence)
  const again = rest.indexOf(first ?? '')
  if (again >= 0) return words(sequence)[words(sequence).length % (again + 1)] ?? ''
  const [last = 0, before = 0] = numbers(sequence).reverse()
  return String(2 * last - before)
}
const letters = (word: string, end: string, count: string): string =>
  end === 'last' ? word.slice(-COUNTS.indexOf(count)) : word.slice(0, COUNTS.indexOf(count))
const ALPHABET =
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa'
    .concat(' Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu')
    .split(' ')
const codeWord = (letter: string): string => ALPHABET[letter.charCodeAt(0) - 97] ?? ''

const RULES: readonly Rule[] = [
  [
    /^(?:Sort down|Sort these numbers down|Order from high to low|From high to low): (.*)/,
    ([, list]) => sorted(list, -1),
  ],
  [/^(?:Sort|Sort these numbers|Put in order|Order from low to high): (.*)/, ([, list]) => sorted(list, 1)],
  [/(\d+) (?:\+|plus|and) (\d+)/, ([, a, b]) => String(Number(a) + Number(b))],
  [/(\d+) (?:-|minus) (\d+)/, ([, a, b]) => String(Number(a) - Number(b))],
  [/^Take (\d+) from (\d+)/, ([, a, b]) => String(Number(b) - Number(a))],
  [/^(?:Even numbers of|Keep what is even): (.*)/, ([, list]) => even(list)],
  [/^(?:Last to first|Turn the list around): (.*)/, ([, list]) => numbers(list).reverse().join(' ')],
  [/^(?:Each number once|Remove repeats): (.*)/, ([, list]) => [...new Set(numbers(list))].join(' ')],
  [/^(\{.*\}) (?:What is|Extract) "?(\w+)"?[?.]/, ([, json = '', key = '']) => String(JSON.parse(json)[key])],
  [/^Give the value of (\w+) in (.*)/, ([, key = '', json = '']) => String(JSON.parse(json)[key])],
  [
    /(no|one|two|three|four|five|six) (?:day|month)s? (before|after) (\w+)/,
    ([, count = '', way = '', from = '']) => away(count, way, from),
  ],
  [/\b(\w+)(?: is |=)(\d+)\b.* (?:What is )?\1(?:\?|=\?)$/, ([, , value = '']) => value],
  [
    /^(name,.*?);[^;]*?(?:What is the )?(\w+) of (\w+)\?$/,
    ([all = '', , column = '', row = '']) => cell(all, column, row),
  ],
  [/^(?:Continue|What comes next): (.*)/, ([, sequence = '']) => next(sequence)],
  [
    /^(?:Which word is|Read the radio code words) (.*)[?.]$/,
    ([, list]) =>
      words(list)
        .map(([initial = '']) => initial.toLowerCase())
        .join(''),
  ],
  [
    /^(?:Spell )?(\w+) in (?:the radio alphabet\?|radio code words\.)$/,
    ([, word = '']) => [...word].map(codeWord).join(' '),
  ],
  [
    /^Say the (first|last) (two|three) letters of (\w+)/,
    ([, end = '', count = '', word = '']) => letters(word, end, count),
  ],
  [
    /^(\w+): (first|last) (two|three) letters/,
    ([, word = '', end = '', count = '']) => letters(word, end, count),
  ],
  [/^Say the second and third letter of (\w+)/, ([, word = '']) => word.slice(1, 3)],
  [/^(\w+): second and third letter/, ([, word = '']) => word.slice(1, 3)],
  [/^Replace (\w) by (\w) in (\w+)\./, ([, from = '', to = '', word = '']) => word.replaceAll(from, to)],
  [
    /^(\w+) with every (\w) changed to (\w)\?/,
    ([, word = '', from = '', to = '']) => word.replaceAll(from, to),
  ],
  [/^(?=.*(?:larger|maximum|Largest))(.*)/, ([, text]) => String(Math.max(...numbers(text)))],
  [/^(?=.*(?:smaller|minimum|Smallest))(.*)/, ([, text]) => String(Math.min(...numbers(text)))],
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
