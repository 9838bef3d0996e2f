// Held-out tasks of ten skill families, none of which names its skill. Half are put as the families' own phrasings put them,
// which miners were taught and probes use; the other half in words that neither has ever seen.
import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import { type Skill, skills } from '@taonet/subnets'

type SkillTask = ReturnType<Skill['make']>

export interface Item {
  readonly family: string
  /** Whether its phrasing is one that miners and probes have. */
  readonly seen: boolean
  readonly prompt: string
  readonly right: (reply: string) => boolean
}

/** A family, what would name it, and its tasks in other words. */
interface Rewording {
  readonly family: string
  readonly naming: RegExp
  /** Undefined for a task that these words do not fit. */
  readonly reword: (task: SkillTask, random: Random) => string | undefined
}

const numbersOf = (text: string): string[] => text.match(/\d+/g) ?? []

function rewordSum({ prompt, answer }: SkillTask, random: Random): string | undefined {
  const [a, b] = numbersOf(prompt)
  if (a === undefined || b === undefined) return undefined
  if (Number(a) + Number(b) === Number(answer))
    return random.pick([
      `I own ${a} coins and get ${b} more. My total?`,
      `Put ${a} together with ${b}; how much does that make?`,
      `${a} and another ${b} make how many?`,
    ])
  const [high, low] = Number(a) > Number(b) ? [a, b] : [b, a]
  return random.pick([
    `Of ${high} seats ${low} are taken. How many stay free?`,
    `How far apart are ${high} and ${low}?`,
    `Start at ${high} and go down by ${low}. Where do you land?`,
  ])
}

function rewordNumeral({ prompt, answer }: SkillTask, random: Random): string {
  const value = numbersOf(prompt)[0]
  if (value !== undefined)
    return random.pick([
      `How would an old Latin inscription show ${value}?`,
      `Carve ${value} the way Caesar's masons did.`,
    ])
  const text = /\b[MDCLXVI]+\b(?=[?]?$)/.exec(prompt)?.[0] ?? answer
  return random.pick([
    `The clock tower carries the letters ${text}. Their value?`,
    `A film's closing title says ${text}; give it in ordinary digits.`,
  ])
}

function rewordDate({ prompt, answer }: SkillTask, random: Random): string | undefined {
  const iso = /\d{4}-\d\d-\d\d/.exec(prompt)?.[0]
  const written = /\d{1,2} [A-Z][a-z]+ \d{4}/.exec(prompt)?.[0]
  if (/[A-Z]/.test(answer)) return `On a letter, ${iso} is put with the month in full, so how?`
  if (written !== undefined && !prompt.startsWith(iso ?? ' '))
    return `Digits and dashes only, year first: ${written}`
  if (/follows|after/.test(prompt))
    return random.pick([`Today is ${iso}. And tomorrow?`, `Midnight ends ${iso}; what begins?`])
  return random.pick([`Today is ${iso}. And yesterday?`, `What was over when ${iso} began?`])
}

function rewordUnits({ prompt }: SkillTask, random: Random): string | undefined {
  const many = /^How many (.+) are (.+)\?$/.exec(prompt)
  const other = /^Convert (.+) to (.+)\.$/.exec(prompt) ?? /^(.+) in (.+)\?$/.exec(prompt)
  const [amount, to] = many ? [many[2], many[1]] : [other?.[1], other?.[2]]
  if (amount === undefined || to === undefined) return undefined
  return random.pick([
    `Express ${amount} using ${to} alone.`,
    `${amount} make what number of ${to}?`,
    `The label says ${amount}; I think in ${to}.`,
  ])
}

function rewordList({ prompt }: SkillTask, random: Random): string | undefined {
  const list = /\d+(?: \d+)+/.exec(prompt)?.[0]
  const say = (...forms: readonly string[]) => random.pick(forms)
  if (/Largest|maximum/.test(prompt)) return say(`Which towers above the rest: ${list}?`, `Peak of ${list}?`)
  if (/Smallest|minimum/.test(prompt)) return say(`Which lies below the rest: ${list}?`, `Floor of ${list}?`)
  if (/repeats|once/.test(prompt)) return say(`Drop every double: ${list}`, `Unique ones in ${list}?`)
  if (/[Ee]ven/.test(prompt)) return say(`Which divide by two: ${list}`, `Throw out the odd ones: ${list}`)
  return say(`Read from the right: ${list}`, `Back to front: ${list}`)
}

function rewordCode({ prompt, answer }: SkillTask, random: Random): string | undefined {
  if (/[A-Z]/.test(answer)) {
    const word = /^Spell (\w+) /.exec(prompt)?.[1] ?? prompt.split(' ')[0]
    return random.pick([`How would a pilot say ${word} sign by sign?`, `Alfa for a, and so on: ${word}`])
  }
  const code = /[A-Z][a-z]+(?: [A-Z][a-z]+)*(?=[?.]$)/.exec(prompt)?.[0]
  return code && random.pick([`The cockpit speaker said ${code}. Meaning?`, `Initials only: ${code}`])
}

function rewordOrder({ prompt, answer }: SkillTask, random: Random): string {
  const list = /\d(?: \d)+/.exec(prompt)?.[0]
  const digits = answer.split(' ').map(Number)
  return (digits[0] ?? 0) < (digits.at(-1) ?? 0)
    ? random.pick([`Line these up so that they climb: ${list}`, `Little ones before big ones: ${list}`])
    : random.pick([`Line these up so that they fall: ${list}`, `Big ones before little ones: ${list}`])
}

function rewordBackwards({ answer }: SkillTask, random: Random): string {
  const word = [...answer].reverse().join('')
  return random.pick([`Write ${word} starting at its end.`, `Hold ${word} up to a mirror.`])
}

function rewordCapitals({ answer }: SkillTask, random: Random): string {
  const text = answer.toLowerCase()
  return random.pick([`Make every letter of ${text} tall.`, `${text}, as on a big warning sign`])
}

function rewordRecall({ prompt, answer }: SkillTask, random: Random): string | undefined {
  const name = /What is (\w+)\?$/.exec(prompt)?.[1] ?? /(\w+)=\?$/.exec(prompt)?.[1]
  const rows = [...prompt.matchAll(/(\w+)(?: is |=)(\d+)/g)].map(([, key, value]) => `${key} has ${value}`)
  if (name === undefined || !rows.includes(`${name} has ${answer}`)) return undefined
  return random.pick([
    `${rows.join(', ')}. Remind me of ${name}.`,
    `${rows.join('; ')}. How much has ${name}?`,
  ])
}

const REWORDINGS: readonly Rewording[] = [
  { family: 'sums', naming: /\bsums?\b/i, reword: rewordSum },
  { family: 'roman', naming: /roman/i, reword: rewordNumeral },
  { family: 'dates', naming: /\bdates?\b/i, reword: rewordDate },
  { family: 'units', naming: /\bunits?\b/i, reword: rewordUnits },
  { family: 'lists', naming: /\blists?\b/i, reword: rewordList },
  { family: 'code words', naming: /code words?/i, reword: rewordCode },
  { family: 'sorting', naming: /\bsort/i, reword: rewordOrder },
  { family: 'reversing', naming: /revers/i, reword: rewordBackwards },
  { family: 'capitals', naming: /capital/i, reword: rewordCapitals },
  { family: 'recall', naming: /recall/i, reword: rewordRecall },
]

export const families: readonly string[] = REWORDINGS.map(({ family }) => family)

function skillOf(name: string): Skill {
  const found = skills.find(one => one.name === name)
  if (found) return found
  throw new RangeError(`there is no skill ${name}`)
}

function itemOf({ family, naming, reword }: Rewording, seen: boolean, random: Random): Item {
  const skill = skillOf(family)
  for (;;) {
    const task = skill.make(random)
    const prompt = seen ? task.prompt : reword(task, random)
    if (prompt === undefined || naming.test(prompt)) continue
    return { family, seen, prompt, right: reply => skill.grade(reply, task) > 0 }
  }
}

/** `each` items a family, every second one in unseen words; the same seed makes the same items. */
export function heldOut(seed: number, each: number): readonly Item[] {
  const random = randomFrom(seedFrom(`held-out mixture tasks ${seed}`))
  return REWORDINGS.flatMap(one => Array.from({ length: each }, (_, i) => itemOf(one, i % 2 === 0, random)))
}
