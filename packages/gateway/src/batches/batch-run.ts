// A batch from its file to its results: checked, run line by line, ended once.
import type { Caller } from '../accounts/index.ts'
import { checkLines, isTask, linesOf, type Task, taskOf } from './batch-lines.ts'
import type { BatchRecord, End } from './batch-record.ts'
import type { BatchResults } from './batch-results.ts'
import { type LineTools, runLine } from './line-run.ts'
import { Slots } from './slots.ts'

/** Lines of one batch under way or waiting for another try. */
const WINDOW = 4

export interface BatchInput {
  /** From the beginning, each time. */
  read(): AsyncIterable<Uint8Array>
}

export const checkInput = ({ read }: BatchInput, { endpoint }: BatchRecord) => checkLines(read(), endpoint)

async function* tasksOf(
  { read }: BatchInput,
  { endpoint }: BatchRecord,
  results: BatchResults,
): AsyncGenerator<Task, undefined> {
  for await (const line of linesOf(read())) {
    const task = taskOf(line, endpoint)
    // Every line was checked before the batch began.
    if (isTask(task) && !results.wasDone(task)) yield task
  }
}

/** Runs what is not done yet; returns early, with the lines under way given up, once `signal` is aborted. */
export async function runLines(
  input: BatchInput,
  record: BatchRecord,
  results: BatchResults,
  { caller, signal, ...tools }: LineTools & { readonly caller: Caller; readonly signal: AbortSignal },
): Promise<void> {
  const window = new Slots(WINDOW)
  const running = new Set<Promise<void>>()
  let failure: { readonly thrown: unknown } | undefined
  const one = async (task: Task): Promise<void> => {
    try {
      const result = await runLine(tools, record.endpoint, task.body, caller, signal)
      await results.add(task, result)
    } catch (thrown) {
      if (!signal.aborted) failure ??= { thrown }
    }
  }
  for await (const task of tasksOf(input, record, results)) {
    // A line is read when there is a place for it, not before.
    await new Promise<void>(begun => {
      const work = window.in(() => {
        begun()
        return one(task)
      })
      running.add(work)
      void work.finally(() => running.delete(work))
    })
    if (signal.aborted || failure) break
  }
  await Promise.all(running)
  if (failure) throw failure.thrown
}

const UNASKED: Readonly<Partial<Record<End, readonly [code: string, message: string]>>> = {
  expired: ['batch_expired', 'This request was not run before the batch expired.'],
}

/** Says of what was never run why it was not, where that end calls for it. */
export async function closeLines(
  input: BatchInput,
  record: BatchRecord,
  results: BatchResults,
  end: End,
): Promise<void> {
  const why = UNASKED[end]
  if (!why) return
  for await (const task of tasksOf(input, record, results)) await results.addUnasked(task, ...why)
}
