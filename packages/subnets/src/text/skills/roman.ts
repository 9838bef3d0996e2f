/** Roman numerals, written and read. */
import { exactSkill } from './skill.ts'

const SIGNS = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const

export function numeral(value: number): string {
  let rest = value
  let text = ''
  for (const [worth, sign] of SIGNS) {
    for (; rest >= worth; rest -= worth) text += sign
  }
  return text
}

const WRITE = [
  (value: number) => `Write ${value} in Roman numerals.`,
  (value: number) => `${value} as a Roman numeral?`,
]
const READ = [(text: string) => `Which number is ${text}?`, (text: string) => `Read the numeral ${text}`]

export const roman = exactSkill(
  'roman',
  'Writes and reads the Roman numerals up to 3999 (7,998 tasks, two phrasings each).',
  random => {
    const value = random.between(1, 3999)
    const text = numeral(value)
    return random.below(2) === 0
      ? { prompt: random.pick(WRITE)(value), answer: text }
      : { prompt: random.pick(READ)(text), answer: String(value) }
  },
)
