// What `response_format` promises of an answer, whoever gave it: a miner that keeps no grammar is held to it here.
import type { ChatRequest } from '../chat-request.ts'
import { Refused } from '../openai-error.ts'
import { type SchemaJudge, schemaJudge } from './schema-judge.ts'

/** Resolves when the text is what was asked for. @throws Refused 502 `off_format` when not, and then the next miner is asked. */
export type AnswerCheck = (text: string) => Promise<void>

const offFormat = (why: string): Refused =>
  new Refused(
    502,
    'off_format',
    `No miner's answer is what "response_format" asks for: ${why}.`,
    'response_format',
  )

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

let judge: SchemaJudge | undefined

/** Undefined where any text will do. */
export function answerCheck({ response_format: format }: ChatRequest): AnswerCheck | undefined {
  if (format?.type === 'json_object')
    return async text => {
      if (!isObject(text)) throw offFormat('it is not a JSON object')
    }
  if (format?.type !== 'json_schema') return undefined
  const { schema } = format.json_schema
  return async text => {
    judge ??= schemaJudge()
    const wrong = await judge.judge(schema, text)
    if (wrong !== undefined) throw offFormat(wrong)
  }
}
