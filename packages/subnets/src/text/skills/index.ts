/** The skill families of the text subnet. */
import { arithmetic } from './arithmetic.ts'
import { calendar } from './calendar.ts'
import { capitals } from './capitals.ts'
import { choosing } from './choosing.ts'
import { codeWords } from './code-words.ts'
import { comparing } from './comparing.ts'
import { counting } from './counting.ts'
import { dates } from './dates.ts'
import { json } from './json.ts'
import { letters } from './letters.ts'
import { lists } from './lists.ts'
import { lookup } from './lookup.ts'
import { ordering } from './ordering.ts'
import { patterns } from './patterns.ts'
import { recall } from './recall.ts'
import { replacing } from './replacing.ts'
import { reversing } from './reversing.ts'
import { roman } from './roman.ts'
import type { Skill } from './skill.ts'
import { sorting } from './sorting.ts'
import { sums } from './sums.ts'
import { units } from './units.ts'

export { gradeExact, type Skill, type SkillTask } from './skill.ts'

export const skills: readonly Skill[] = [
  arithmetic,
  sorting,
  reversing,
  capitals,
  choosing,
  counting,
  comparing,
  calendar,
  recall,
  sums,
  lists,
  ordering,
  units,
  dates,
  json,
  lookup,
  roman,
  letters,
  patterns,
  codeWords,
  replacing,
]
