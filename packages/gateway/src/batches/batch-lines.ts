// The lines of a batch: read a piece at a time, bounded, and checked before the first one is run.
import { z } from 'zod'
import type { BatchEndpoint, Problem } from './batch-record.ts'

/** As many as a request's body may have. */
const LONGEST_LINE = 1_000_000
const MOST_LINES = 50_000
const MOST_PROBLEMS = 50

export interface Line {
  /** From 1. */
  readonly number: number
  /** Undefined where it is longer than `LONGEST_LINE` bytes. */
  readonly text: string | undefined
}

const NEWLINE = 10

/** Empty lines are counted and left out. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line, undefined> {
  let parts: Uint8Array[] = []
  let size = 0
  let number = 0
  const ended = (): Line | undefined => {
    number++
    const text = size > LONGEST_LINE ? undefined : Buffer.concat(parts).toString('utf8')
    parts = []
    size = 0
    return text?.trim() === '' ? undefined : { number, text }
  }
  const take = (piece: Uint8Array): void => {
    size += piece.length
    if (size <= LONGEST_LINE) parts.push(piece)
    else parts = []
  }
  for await (const chunk of bytes) {
    let from = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      take(chunk.subarray(from, at))
      from = at + 1
      const line = ended()
      if (line) yield line
    }
    take(chunk.subarray(from))
  }
  const last = size > 0 ? ended() : undefined
  if (last) yield last
}

export interface Task {
  /** Of the line; what its result is known by. */
  readonly number: number
  readonly customId: string
  readonly body: Readonly<Record<string, unknown>>
}

const Body = z.record(z.string(), z.unknown())
const LineShape = z.object({
  custom_id: z.string().min(1).max(512),
  method: z.literal('POST'),
  url: z.string(),
  body: Body,
})

function shapeOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What the line asks for, or why it cannot be asked. */
export function taskOf({ number, text }: Line, endpoint: BatchEndpoint): Task | Problem {
  const problem = (code: string, message: string, param: string | null = null): Problem => ({
    code,
    message,
    line: number,
    param,
  })
  if (text === undefined)
    return problem('line_too_long', `A line may have ${LONGEST_LINE / 1_000_000} MB at most.`)
  const raw = shapeOf(text)
  if (raw === undefined) return problem('invalid_json_line', 'This line is not valid JSON.')
  const parsed = LineShape.safeParse(raw)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.join('.') ?? ''
    return problem('invalid_request', `"${where}": ${issue?.message ?? 'invalid'}.`, where || null)
  }
  const { custom_id: customId, url, body } = parsed.data
  if (url !== endpoint) return problem('mismatched_url', `"url" must be the batch's ${endpoint}.`, 'url')
  if (body.stream === true) return problem('invalid_request', 'Batches are answered whole.', 'body.stream')
  return { number, customId, body }
}

export const isTask = (one: Task | Problem): one is Task => 'customId' in one

export interface Checked {
  readonly total: number
  /** The first ones; a batch with any is not run. */
  readonly problems: readonly Problem[]
}

/** Reads everything once. @throws what the file's stream does. */
export async function checkLines(
  bytes: AsyncIterable<Uint8Array>,
  endpoint: BatchEndpoint,
): Promise<Checked> {
  const known = new Set<string>()
  const problems: Problem[] = []
  let total = 0
  for await (const line of linesOf(bytes)) {
    total++
    if (total > MOST_LINES) {
      const message = `A batch may have ${MOST_LINES} requests at most.`
      problems.push({ code: 'too_many_tasks', message, line: line.number, param: null })
      break
    }
    const task = taskOf(line, endpoint)
    if (!isTask(task)) problems.push(task)
    else if (known.has(task.customId)) {
      const message = `The custom_id "${task.customId}" is used more than once.`
      problems.push({ code: 'duplicate_custom_id', message, line: line.number, param: 'custom_id' })
    } else known.add(task.customId)
    if (problems.length >= MOST_PROBLEMS) break
  }
  if (total === 0)
    problems.push({ code: 'empty_file', message: 'The file has no requests.', line: null, param: null })
  return { total, problems }
}
