/** Dates written another way, and the days beside them. */
import type { Random } from '@taonet/models/random'
import { exactSkill, type SkillTask } from './skill.ts'

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const FIRST_YEAR = 1900
const LAST_YEAR = 2099
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

interface Day {
  readonly year: number
  /** 1 … 12 */
  readonly month: number
  readonly day: number
}

/** Gregorian: every fourth year, but of the full centuries only every fourth. */
const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const daysOf = (year: number, month: number) => (month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0))

function dayAfter({ year, month, day }: Day): Day {
  if (day < daysOf(year, month)) return { year, month, day: day + 1 }
  return month < 12 ? { year, month: month + 1, day: 1 } : { year: year + 1, month: 1, day: 1 }
}

const two = (value: number) => String(value).padStart(2, '0')
const iso = ({ year, month, day }: Day) => `${year}-${two(month)}-${two(day)}`
const written = ({ year, month, day }: Day) => `${day} ${MONTHS[month - 1]} ${year}`

/** Half of the days stand at the end of a month, where the next one is hard to tell. */
function drawDay(random: Random, edge: boolean): Day {
  const year = random.between(FIRST_YEAR, LAST_YEAR)
  const month = random.between(1, 12)
  const last = daysOf(year, month)
  return { year, month, day: edge ? random.between(last - 2, last) : random.between(1, last) }
}

const WRITE_OUT = [
  (date: string) => `Write ${date} like 9 May 1987.`,
  (date: string) => `${date} in the form 9 May 1987?`,
]
const SHORTEN = [
  (date: string) => `Write ${date} like 1987-05-09.`,
  (date: string) => `${date} in the form 1987-05-09?`,
]
const AFTER = [(date: string) => `Which date follows ${date}?`, (date: string) => `One day after ${date}?`]
const BEFORE = [(date: string) => `Which date precedes ${date}?`, (date: string) => `One day before ${date}?`]

function make(random: Random): SkillTask {
  const kind = random.below(4)
  if (kind === 0) {
    const date = drawDay(random, false)
    return { prompt: random.pick(WRITE_OUT)(iso(date)), answer: written(date) }
  }
  if (kind === 1) {
    const date = drawDay(random, false)
    return { prompt: random.pick(SHORTEN)(written(date)), answer: iso(date) }
  }
  const earlier = drawDay(random, random.below(2) === 0)
  const later = dayAfter(earlier)
  return kind === 2
    ? { prompt: random.pick(AFTER)(iso(earlier)), answer: iso(later) }
    : { prompt: random.pick(BEFORE)(iso(later)), answer: iso(earlier) }
}

export const dates = exactSkill(
  'dates',
  'Writes dates of two centuries in another form and names the day before or after (292,000 tasks, two phrasings each).',
  make,
)
