/** For every skill a second way to its answers: read off the question by other means than those that made it. */

const WEEK = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')
const YEAR = 'January February March April May June July August September October November December'.split(
  ' ',
)
const STEPS: Record<string, number> = { one: 1, two: 2, three: 3 }

const numbers = (text: string) => (text.match(/\d+/g) ?? []).map(Number)
const found = (pattern: RegExp, text: string) => pattern.exec(text)?.slice(1).find(Boolean) ?? ''

function plusOrMinus(prompt: string): string {
  const [a = 0, b = 0] = numbers(prompt)
  if (prompt.startsWith('Take')) return String(b - a)
  return String(/-|minus/.test(prompt) ? a - b : a + b)
}

/** Counting sort. */
function sorted(prompt: string): string {
  const given = numbers(prompt)
  const rising = Array.from({ length: 100 }, (_, value) => given.filter(other => other === value)).flat()
  return (/down|high to low/i.test(prompt) ? rising.reverse() : rising).join(' ')
}

function listAnswer(prompt: string): string {
  const given = numbers(prompt)
  if (/Largest|maximum/.test(prompt)) return String(given.reduce((best, next) => (next > best ? next : best)))
  if (/Smallest|minimum/.test(prompt))
    return String(given.reduce((best, next) => (next < best ? next : best)))
  if (/repeats|once/.test(prompt)) return given.filter((value, i) => given.indexOf(value) === i).join(' ')
  if (/[Ee]ven/.test(prompt)) return given.filter(value => /[02468]$/.test(String(value))).join(' ')
  return given.reduceRight((text, value) => `${text} ${value}`, '').trim()
}

/** Everything in the smallest unit of its kind, as tenths of it where a millimetre asks for that. */
const BASE: Record<string, number> = {
  kilometres: 1e6,
  metres: 1000,
  centimetres: 10,
  millimetres: 1,
  kilograms: 1000,
  grams: 1,
  litres: 1000,
  millilitres: 1,
  weeks: 604_800,
  days: 86_400,
  hours: 3600,
  minutes: 60,
  seconds: 1,
  years: 12,
  months: 1,
  feet: 12,
  inches: 1,
}

function quantity(prompt: string): string {
  const given = [...prompt.matchAll(/(\d+) (\w+)/g)]
  const wanted = found(/ to (\w+)\.$|^How many (\w+) |(\w+)\?$/, prompt)
  const total = given.reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (BASE[unit] ?? Number.NaN),
    0,
  )
  return String(total / (BASE[wanted] ?? Number.NaN))
}

function dateAnswer(prompt: string): string {
  const [, day, month = '', year] =
    /(\d+) ([A-Z]\w+) (\d{4})(?= like 1987-05| in the form 1987-05)/.exec(prompt) ?? []
  if (year)
    return new Date(Date.UTC(Number(year), YEAR.indexOf(month), Number(day))).toISOString().slice(0, 10)
  const date = new Date(`${found(/(\d{4}-\d\d-\d\d)/, prompt)}T00:00:00Z`)
  if (/9 May/.test(prompt)) return `${date.getUTCDate()} ${YEAR[date.getUTCMonth()]} ${date.getUTCFullYear()}`
  date.setUTCDate(date.getUTCDate() + (/follows|after/.test(prompt) ? 1 : -1))
  return date.toISOString().slice(0, 10)
}

function cell(prompt: string): string {
  const [head = '', ...rows] = prompt.split('; ')
  const [, heading = '', name = ''] = /(\w+) of (\w+)\?$/.exec(prompt) ?? []
  const row = rows.find(line => line.startsWith(`${name},`))
  return row?.split(',')[head.split(',').indexOf(heading)] ?? ''
}

const DIGITS = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX']
const PLACES = [
  { I: 'M', V: '', X: '' },
  { I: 'C', V: 'D', X: 'M' },
  { I: 'X', V: 'L', X: 'C' },
  { I: 'I', V: 'V', X: 'X' },
]
const numeral = (value: number) =>
  String(value)
    .padStart(4, '0')
    .split('')
    .map((digit, i) =>
      (DIGITS[Number(digit)] ?? '').replace(
        /[IVX]/g,
        sign => PLACES[i]?.[sign === 'V' ? 'V' : sign === 'X' ? 'X' : 'I'] ?? '',
      ),
    )
    .join('')

function romanAnswer(prompt: string): string {
  const [value] = numbers(prompt)
  if (value !== undefined) return numeral(value)
  const text = found(/\b([MDCLXVI]+)\b/, prompt)
  return String(Array.from({ length: 4000 }, (_, n) => n).find(n => numeral(n) === text))
}

function lettersAnswer(prompt: string): string {
  const word = found(/ of (\w+)\.$|^(\w+):/, prompt)
  const many = /three/.test(prompt) ? 3 : 2
  if (/second and third/.test(prompt)) return `${word[1]}${word[2]}`
  return [...word].filter((_, i) => (/first/.test(prompt) ? i < many : i >= word.length - many)).join('')
}

function nextOf(prompt: string): string {
  const row = found(/: (.+)$/, prompt).split(' ')
  const [first = '', second = ''] = row
  if (/^\d/.test(first)) return String(Number(row.at(-1)) + Number(second) - Number(first))
  return row[row.length - row.indexOf(first, 1)] ?? ''
}

const INITIALS = /\b([A-Z])[a-z]+(?=[ .?]|$)/g

function codeAnswer(prompt: string): string {
  const word = found(/^Spell (\w+) |^([a-z]+) in the/, prompt)
  if (!word)
    return [...found(/(?:is|words) ([A-Z].*)$/, prompt).matchAll(INITIALS)]
      .map(hit => hit[1]?.toLowerCase())
      .join('')
  const code =
    'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey Xray Yankee Zulu'
  return [...word].map(letter => new RegExp(`\\b${letter}\\w+`, 'i').exec(code)?.[0]).join(' ')
}

export const oracle: Record<string, (prompt: string) => string> = {
  arithmetic: plusOrMinus,
  sums: plusOrMinus,
  sorting: sorted,
  ordering: sorted,
  lists: listAnswer,
  units: quantity,
  dates: dateAnswer,
  lookup: cell,
  roman: romanAnswer,
  letters: lettersAnswer,
  patterns: nextOf,
  'code words': codeAnswer,
  json(prompt) {
    const object: unknown = JSON.parse(found(/(\{.*\})/, prompt))
    const key = found(/What is (\w+)\?$|value of (\w+) in|Extract "(\w+)"/, prompt)
    return String(Object.entries(object ?? {}).find(([name]) => name === key)?.[1])
  },
  replacing(prompt) {
    const [from = '', to = ''] = prompt.startsWith('Replace')
      ? [found(/^Replace (\w) by/, prompt), found(/by (\w) in/, prompt)]
      : [found(/every (\w) /, prompt), found(/to (\w)\?$/, prompt)]
    const word = found(/ in (\w+)\.$|^(\w+) with/, prompt)
    return word.split(from).join(to)
  },
  reversing(prompt) {
    const word = found(/^Reverse (\w+)$|^Spell (\w+) |^What is (\w+) rev/, prompt)
    return word.split('').reduce((tail, letter) => letter + tail, '')
  },
  capitals(prompt) {
    const text = found(/^Uppercase (.+)$|^Write (.+) in capital|^Shout: (.+)$/, prompt)
    return text.replace(/[a-z]/g, letter => String.fromCharCode(letter.charCodeAt(0) - 32))
  },
  choosing(prompt) {
    const list = found(/^What is the \w+ word of: (.+)\?$|^(.+): say/, prompt).split(' ')
    const place = found(/the (first|second|last) /, prompt)
    return list[place === 'first' ? 0 : place === 'second' ? 1 : list.length - 1] ?? ''
  },
  counting: prompt => String((found(/: (.+)$/, prompt).match(/ /g) ?? []).length + 1),
  comparing(prompt) {
    const [a = 0, b = 0] = numbers(prompt)
    return String(/larger/.test(prompt) === a > b ? a : b)
  },
  calendar(prompt) {
    const [, step = '', , direction, from = ''] =
      /(one|two|three) (day|month)s? (after|before) (\w+)/.exec(prompt) ?? []
    const names = WEEK.includes(from) ? WEEK : YEAR
    const line = direction === 'after' ? names : names.toReversed()
    return [...line, ...line][line.indexOf(from) + (STEPS[step] ?? 0)] ?? ''
  },
  recall(prompt) {
    const wanted = found(/What is (\w+)\?|; (\w+)=\?/, prompt)
    return new RegExp(`(?:^|[ ,])${wanted}(?: is |=)(\\d+)`).exec(prompt)?.[1] ?? ''
  },
}
