// OpenAI's function tools as schemas: what a caller offers, what a model calls, whole or in pieces of a stream.

import { z } from 'zod'

const MAX_TOOLS = 64
const MAX_CALLS = 32
/** Longest description of parameters, as JSON, and how deep it may be. */
const MAX_SCHEMA_LENGTH = 32_768
const MAX_SCHEMA_DEPTH = 32

/** How deep `value` is, or `most + 1` when it is deeper. */
function depthOf(value: unknown, most: number): number {
  if (typeof value !== 'object' || value === null) return 0
  if (most === 0) return 1
  let deepest = 0
  for (const one of Object.values(value)) deepest = Math.max(deepest, depthOf(one, most - 1))
  return deepest + 1
}

/** A JSON Schema as data: what it says is for those who understand it. Bounded, since it travels with every request. */
export const jsonSchema = z
  .record(z.string(), z.unknown())
  .refine(value => depthOf(value, MAX_SCHEMA_DEPTH) <= MAX_SCHEMA_DEPTH, {
    error: 'is nested too deeply',
    // What is deep cannot be written as JSON.
    abort: true,
  })
  .refine(value => JSON.stringify(value).length <= MAX_SCHEMA_LENGTH, 'is too long')
export type JsonSchema = z.infer<typeof jsonSchema>

/** Names of functions and schemas, as OpenAI allows them. */
export const givenName = z
  .string()
  .regex(/^[\w-]{1,64}$/, 'must be 1 to 64 letters, digits, underscores or dashes')

export const tool = z.object({
  type: z.literal('function'),
  function: z.object({
    name: givenName,
    description: z.string().max(8_192).nullish(),
    parameters: jsonSchema.nullish(),
    strict: z.boolean().nullish(),
  }),
})
export type Tool = z.infer<typeof tool>

export const tools = z.array(tool).max(MAX_TOOLS)

export const toolChoice = z.union(
  [
    z.enum(['none', 'auto', 'required']),
    z.object({ type: z.literal('function'), function: z.object({ name: givenName }) }),
  ],
  'must be "none", "auto", "required" or a function',
)
export type ToolChoice = z.infer<typeof toolChoice>

export const toolCall = z.object({
  id: z.string().min(1).max(256),
  type: z.literal('function'),
  /** Arguments are JSON as the model wrote it. */
  function: z.object({ name: z.string().min(1).max(64), arguments: z.string() }),
})
export type ToolCall = z.infer<typeof toolCall>

export const toolCalls = z.array(toolCall).min(1).max(MAX_CALLS)

/** A piece of a call: the first one of an index names it, the others bring more of its arguments. */
export const toolCallDelta = z.object({
  index: z
    .int()
    .min(0)
    .max(MAX_CALLS - 1),
  id: z.string().max(256).nullish(),
  type: z.literal('function').nullish(),
  function: z.object({ name: z.string().max(64).nullish(), arguments: z.string().nullish() }).nullish(),
})
export type ToolCallDelta = z.infer<typeof toolCallDelta>

/** The calls that pieces amount to, by their index; one that never got an id or a name is none. */
export function assembleCalls(pieces: readonly ToolCallDelta[]): readonly ToolCall[] {
  const calls = new Map<number, { id: string; name: string; text: string }>()
  for (const { index, id, function: part } of pieces) {
    const call = calls.get(index) ?? { id: '', name: '', text: '' }
    calls.set(index, {
      id: call.id || (id ?? ''),
      name: call.name || (part?.name ?? ''),
      text: call.text + (part?.arguments ?? ''),
    })
  }
  return [...calls]
    .sort(([a], [b]) => a - b)
    .flatMap(([, { id, name, text }]) =>
      id === '' || name === '' ? [] : [{ id, type: 'function', function: { name, arguments: text } }],
    )
}

/** Whole calls as the pieces of a stream that brings each at once. */
export const callDeltas = (calls: readonly ToolCall[]): ToolCallDelta[] =>
  calls.map((call, index) => ({ index, ...call }))
