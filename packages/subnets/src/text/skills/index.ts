/** The skill families of the text subnet. */
import { arithmetic } from './arithmetic.ts'
import { calendar } from './calendar.ts'
import { capitals } from './capitals.ts'
import { choosing } from './choosing.ts'
import { comparing } from './comparing.ts'
import { counting } from './counting.ts'
import { recall } from './recall.ts'
import { reversing } from './reversing.ts'
import type { Skill } from './skill.ts'
import { sorting } from './sorting.ts'

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
]
