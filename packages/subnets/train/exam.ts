/** The exam of a network in training: fresh tasks of every skill it is taught, and stories where it tells them. */
import type { Random } from '@taonet/models/random'
import { type Example, type LlamaShape, openExaminer, type Parameters } from '@taonet/models/train'
import type { Skill } from '../src/text/skills/index.ts'
import { CONTEXT } from './recipes.ts'

/** No task and its answer are longer than this. */
const TASK_LENGTH = 160

export interface Result {
  /** Share of tasks answered exactly, by skill. */
  readonly accuracy: Record<string, number>
  /** Absent for one that tells none. */
  readonly storyBitsPerByte: number | undefined
}

export interface Exam {
  hold(parameters: Parameters, count: number, random: Random): Promise<Result>
  close(): Promise<void>
}

export async function openExam(
  shape: LlamaShape,
  skills: readonly Skill[],
  story: ((random: Random) => Example) | undefined,
): Promise<Exam> {
  const tasks = await openExaminer(shape, { rows: 6, length: TASK_LENGTH })
  const stories = story && { draw: story, examiner: await openExaminer(shape, { rows: 4, length: CONTEXT }) }
  return {
    async hold(parameters, count, random) {
      const accuracy: Record<string, number> = {}
      for (const skill of skills) {
        const examples = Array.from({ length: count }, () => ({ ...skill.make(random), weight: 1 }))
        accuracy[skill.name] = (await tasks.measure(parameters, examples)).exact
      }
      if (!stories) return { accuracy, storyBitsPerByte: undefined }
      const told = Array.from({ length: count }, () => stories.draw(random))
      return { accuracy, storyBitsPerByte: (await stories.examiner.measure(parameters, told)).bitsPerByte }
    },
    async close() {
      await tasks.close()
      await stories?.examiner.close()
    },
  }
}
