/** One cell of a small table: the row is found by its name, the column by its heading. */
import { madeUpWords } from './made-up-word.ts'
import { exactSkill } from './skill.ts'

const HEADINGS = 'age price stock size weight level score rank'.split(' ')

const PHRASES = [
  (table: string, heading: string, name: string) => `${table} What is the ${heading} of ${name}?`,
  (table: string, heading: string, name: string) => `${table} ${heading} of ${name}?`,
]

export const lookup = exactSkill(
  'lookup',
  'Finds one cell of a table of two to four rows and two columns of numbers (unlimited tasks, two phrasings each).',
  random => {
    const headings = random.shuffle(HEADINGS).slice(0, 2)
    const rows = madeUpWords(random, random.between(2, 4), 3, 5).map(name => ({
      name,
      cells: headings.map(() => random.between(10, 99)),
    }))
    const wanted = random.pick(rows)
    const column = random.below(headings.length)
    const lines = rows.map(({ name, cells }) => `${name},${cells.join(',')};`)
    const table = [`name,${headings.join(',')};`, ...lines].join(' ')
    return {
      prompt: random.pick(PHRASES)(table, headings[column] ?? '', wanted.name),
      answer: String(wanted.cells[column]),
    }
  },
)
