// What `/v1/responses` takes for text, in OpenAI's words.
import { toolChoice, tools } from '@taonet/neuron'
import { z } from 'zod'
import { never, parameters, type Unsupported } from '../parameters.ts'
import { Input } from './input-items.ts'

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).every(one => one == null)

const UNSUPPORTED: Unsupported = {
  background: value => value === false,
  conversation: never,
  prompt: never,
  max_tool_calls: never,
  context_management: value => Array.isArray(value) && value.length === 0,
  reasoning: isEmpty,
}

const offered = tools.element.shape.function
const Tool = z.object({ type: z.literal('function', 'must be "function"'), ...offered.shape })
const named = z.object({ type: z.literal('function'), name: offered.shape.name })

const Format = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('text') }),
    z.object({ type: z.literal('json_object') }),
    z.object({
      type: z.literal('json_schema'),
      name: offered.shape.name,
      description: z.string().max(8_192).nullish(),
      schema: offered.shape.parameters.unwrap().unwrap(),
      strict: z.boolean().nullish(),
    }),
  ],
  {
    error: issue =>
      issue.code === 'invalid_union' ? 'must be "text", "json_object" or "json_schema"' : undefined,
  },
)
export type TextFormat = z.infer<typeof Format>

/** What an answer may tell besides; what no answer here has is told by leaving it out. */
const INCLUDES = [
  'routing',
  'receipt',
  'message.output_text.logprobs',
  'reasoning.encrypted_content',
] as const

const Fields = z.object({
  model: z.string().min(1).max(128),
  input: Input,
  instructions: z.string().nullish(),
  previous_response_id: z.string().min(1).max(128).nullish(),
  stream: z.boolean().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().gt(0).max(1).nullish(),
  max_output_tokens: z.int().min(1).nullish(),
  text: z.object({ format: Format.nullish(), verbosity: z.literal('medium').nullish() }).nullish(),
  tools: z.array(Tool).max(64).nullish(),
  tool_choice: z
    .union([toolChoice.options[0], named], 'must be "none", "auto", "required" or a function')
    .nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  /** Whether a later request may go on from this one: unlike in chat, nobody but this gateway keeps it for that. */
  store: z.boolean().nullish(),
  include: z.array(z.enum(INCLUDES)).max(8).nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  truncation: z.enum(['auto', 'disabled']).nullish(),
})
export type ResponseRequest = z.infer<typeof Fields>

const ResponseRequest = Fields.superRefine(({ tool_choice: choice, tools: given }, context) => {
  if (typeof choice !== 'object' || choice === null) return
  if (!given?.some(({ name }) => name === choice.name))
    context.addIssue({
      code: 'custom',
      path: ['tool_choice'],
      message: 'names a function that is not among "tools"',
    })
})

/** @throws Refused 400 with the first offending parameter. */
export const parseResponse = (raw: unknown): ResponseRequest => parameters(ResponseRequest, UNSUPPORTED, raw)
