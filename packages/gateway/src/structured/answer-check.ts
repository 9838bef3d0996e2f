// What a request promises of its answer, whoever gives it: a miner that keeps no grammar is held to `response_format` here, and
// calls are of the tools that were offered.
import type { JsonSchema, Tool, ToolCall } from '@taonet/neuron'
import type { ChatRequest } from '../chat-request.ts'
import { Refused } from '../openai-error.ts'
import { type SchemaJudge, schemaJudge } from './schema-judge.ts'

export interface AnswerCheck {
  /** The `at`th call of an answer may have this name. */
  mayCall(name: string, at: number): boolean
  /** Whether anything has to be seen whole. */
  readonly needsAll: boolean
  /** Resolves when all is what was asked for. @throws Refused 502 `off_format` when not, and then the next miner is asked. */
  all(text: string, calls: readonly ToolCall[]): Promise<void>
}

/** For what offers no tools and takes any text. */
export const ANY_TEXT: AnswerCheck = { mayCall: () => false, needsAll: false, all: async () => {} }

const offFormat = (param: string, why: string): Refused =>
  new Refused(502, 'off_format', `No miner's answer is what "${param}" asks for: ${why}.`, param)

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

let judge: SchemaJudge | undefined

interface Promised {
  readonly schema: JsonSchema
  /** Of the request. */
  readonly param: string
  readonly caller: string
}

async function holdTo({ schema, param, caller }: Promised, text: string): Promise<void> {
  judge ??= schemaJudge()
  const wrong = await judge.judge(schema, text, caller)
  if (wrong !== undefined) throw offFormat(param, wrong)
}

async function holdText(
  { response_format: format }: ChatRequest,
  text: string,
  caller: string,
): Promise<void> {
  if (format?.type === 'json_object' && !isObject(parsed(text)))
    throw offFormat('response_format', 'it is not a JSON object')
  if (format?.type === 'json_schema')
    await holdTo({ schema: format.json_schema.schema, param: 'response_format', caller }, text)
}

/** Only strict functions promise anything of their arguments. */
async function holdCalls(tools: readonly Tool[], calls: readonly ToolCall[], caller: string): Promise<void> {
  for (const { function: called } of calls) {
    const offered = tools.find(one => one.function.name === called.name)?.function
    if (offered?.strict && offered.parameters)
      await holdTo({ schema: offered.parameters, param: 'tools', caller }, called.arguments)
  }
}

/** `caller`: whose schemas take turns with others'. */
export function answerCheck(request: ChatRequest, caller: string): AnswerCheck {
  const { tools, tool_choice: choice, parallel_tool_calls: parallel, response_format: format } = request
  const offered = choice === 'none' ? [] : (tools ?? [])
  const hasForm = format != null && format.type !== 'text'
  if (offered.length === 0 && !hasForm) return ANY_TEXT
  const named = typeof choice === 'object' && choice !== null ? choice.function.name : undefined
  const names = new Set(offered.map(one => one.function.name))
  return {
    mayCall: (name, at) =>
      names.has(name) && (named === undefined || name === named) && (at === 0 || parallel !== false),
    needsAll: hasForm || offered.some(one => one.function.strict),
    async all(text, calls) {
      if (calls.length === 0) await holdText(request, text, caller)
      await holdCalls(offered, calls, caller)
    },
  }
}
