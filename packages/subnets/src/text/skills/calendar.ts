/** Steps through the week and the year. */
import { exactSkill } from './skill.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July'].concat([
  'August',
  'September',
  'October',
  'November',
  'December',
])
const NUMBERS = ['one', 'two', 'three']

export const calendar = exactSkill(
  'calendar',
  'Names the day or month up to three steps after or before another (114 tasks, two phrasings each).',
  random => {
    const [unit, names] = random.below(2) === 0 ? (['day', DAYS] as const) : (['month', MONTHS] as const)
    const from = random.below(names.length)
    const steps = random.between(1, NUMBERS.length)
    const forward = random.below(2) === 0
    const answer = names[(from + (forward ? steps : names.length - steps)) % names.length] ?? ''
    const distance = `${NUMBERS[steps - 1]} ${unit}${steps > 1 ? 's' : ''}`
    const direction = forward ? 'after' : 'before'
    const asked = `${distance} ${direction} ${names[from]}`
    return {
      prompt: random.below(2) === 0 ? `Which ${unit} is ${asked}?` : `Name the ${unit} ${asked}.`,
      answer,
    }
  },
)
