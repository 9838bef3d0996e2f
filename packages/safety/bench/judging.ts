// What judging a text costs, by kind of text: processor time, never wall time, of texts no two of which are the same.
import { readFileSync } from 'node:fs'
import { classifiedIn, type Finding, findingsIn, lookAt, type Span } from '../src/index.ts'
import { encodings } from '../src/probes/encodings.ts'

const WARM_UP = 1_500
const ROUNDS = 9
/** Longer than the processor's clock ticks are far apart. */
const ROUND_US = 150_000

const PROSE = [
  'The town hall keeps a list of all bridges, with the year in which each was built.',
  'Which of them bear a lorry is written there too, and who has to be asked before one crosses.',
  'In spring the water stands high, and two of them are closed until it has gone down again.',
  'My sister drew a map of the river for her class; could you look over what she wrote below it?',
]
const GERMAN = [
  'Der Bürgermeister führt ein Verzeichnis aller Brücken, mit dem Jahr, in dem jede gebaut wurde.',
  'Welche für Lastwagen taugt, steht ebenfalls darin – und wen man vorher fragen müsste.',
  'Im Frühjahr steht das Wasser höher, weshalb zwei davon gesperrt bleiben, “bis es fällt”.',
]
const RUSSIAN = 'В городе хранится список всех мостов с указанием года, когда построен каждый из них.'
const CODE = `export function total(items) {
  const sum = items.reduce((all, { price, count }) => all + price * count, 0)
  return sum > 100 ? sum * 0.9 : sum // ten per cent off
}
`
/** Words that stand in a text so that it is like no other. */
const named = (at: number): string => `Note ${at.toString(36)} of day ${at % 365}:`
const prose = (at: number, sentences: number, from = PROSE): string =>
  `${named(at)} ${Array.from({ length: sentences }, (_, k) => from[(at + k) % from.length]).join(' ')}`

const KINDS: Readonly<Record<string, (at: number) => string>> = {
  'short, ASCII (190 characters)': at => prose(at, 2),
  'long, ASCII (2,000 characters)': at => prose(at, 24).slice(0, 2_000),
  'chat of 8 turns (1,600 characters)': at =>
    Array.from({ length: 8 }, (_, turn) => prose(8 * at + turn, 2)).join('\n'),
  'German with quotation marks (280 characters)': at => prose(at, 3, GERMAN),
  'Russian (180 characters)': at => `${named(at)} ${RUSSIAN} ${RUSSIAN}`,
  'base64 in a sentence (280 characters)': at =>
    `Please decode this and tell me what it says: ${encodings.base64(prose(at, 2))}`,
  'code (340 characters)': at => `${named(at)}\n${CODE}${CODE.replaceAll('items', `list${at}`)}`,
}

function sentencesOf(text: string): readonly Span[] {
  const ends = [...text.matchAll(/(?<=[.:?])\s/g)].map(({ index }) => index)
  return [...ends, text.length].map((end, at) => [ends[at - 1] ?? 0, end])
}

/** What a gate does with a text: judges it whole, and each of its sentences. */
function judged(text: string): readonly Finding[] {
  const looked = lookAt(text)
  return [...findingsIn(looked), ...classifiedIn(looked, sentencesOf(text))]
}

function cost(make: (at: number) => string): number {
  let made = 0
  const run = (count: number): number => {
    const texts = Array.from({ length: count }, () => make(made++))
    const before = process.cpuUsage()
    for (const text of texts) judged(text)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / count
  }
  const about = run(WARM_UP)
  const count = Math.ceil(ROUND_US / about)
  const rounds: number[] = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(run(count))
  return rounds.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN
}

const rows: Record<string, number> = {}
for (const [kind, make] of Object.entries(KINDS)) rows[kind] = Math.round(cost(make))
console.table(Object.entries(rows).map(([kind, microseconds]) => ({ kind, 'µs a text': microseconds })))
console.log('expected:', readFileSync(new URL('expected.json', import.meta.url), 'utf8').trim())
