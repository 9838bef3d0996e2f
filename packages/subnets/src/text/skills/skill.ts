/** What a skill is: a family of unlimited small tasks that a formula, not a judge, can mark. */
import type { Random } from '@taonet/models/random'

export interface SkillTask {
  /** What the user says. */
  readonly prompt: string
  /** The one right answer. */
  readonly answer: string
}

export interface Skill {
  readonly name: string
  /** One sentence: what is asked and how many tasks there are. */
  readonly describe: string
  make(random: Random): SkillTask
  /** The mark of a reply, 0 … 1. Pure. */
  grade(reply: string, task: SkillTask): number
}

/** A right answer wrapped in a sentence is worth a little less than the answer alone. */
const WRAPPED = 0.9
/** Words a reply may have beyond the answer before it counts as spraying. */
const SPARE_WORDS = 12

/**
 * 1 for the answer itself, 0.9 for one short sentence that ends in the answer, else 0.
 * Letter case counts only where `sameCase` says so; white space, quotation marks and a final stop never do.
 */
export function gradeExact(reply: string, answer: string, sameCase = false): number {
  const said = words(reply, sameCase)
  const right = words(answer, sameCase)
  if (said.length < right.length || right.length === 0) return 0
  if (!said.slice(said.length - right.length).every((word, i) => word === right[i])) return 0
  if (said.length === right.length) return 1
  // The tail of a longer list of numbers is not the answer to a question for a shorter one.
  const before = said[said.length - right.length - 1] ?? ''
  if (isNumber(before) && isNumber(right[0] ?? '')) return 0
  return said.length <= right.length + SPARE_WORDS ? WRAPPED : 0
}

const isNumber = (word: string) => /^[-+]?\d+$/.test(word)

/** Longest reply that is read at all; the rest of a longer one cannot earn anything. */
const LONGEST_REPLY = 400

function words(text: string, sameCase: boolean): string[] {
  const clean = text
    .slice(0, LONGEST_REPLY)
    .replace(/["'`*,]/g, ' ')
    .replace(/[.!]+(?=\s|$)/g, ' ')
  return (sameCase ? clean : clean.toLowerCase()).split(/\s+/).filter(word => word !== '')
}

/** A skill whose reply is marked against its answer alone. */
export function exactSkill(
  name: string,
  describe: string,
  make: (random: Random) => SkillTask,
  options: { readonly sameCase?: boolean } = {},
): Skill {
  return { name, describe, make, grade: (reply, task) => gradeExact(reply, task.answer, options.sameCase) }
}
