// The items of a response's input, in OpenAI's words, and the chat messages that they are.
import { z } from 'zod'
import type { Message } from '../chat-messages.ts'
import { Refused } from '../openai-error.ts'
import { messageOf, type OutputItem } from './response-object.ts'

const MAX_ITEMS = 256

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const Part = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.enum(['input_text', 'output_text', 'text']), text: z.string() }),
    z.object({ type: z.literal('refusal'), refusal: z.string() }),
  ],
  { error: issue => (issue.code === 'invalid_union' ? 'must be "input_text" or "output_text"' : undefined) },
)

const textOf = (parts: readonly z.infer<typeof Part>[]): string =>
  parts.map(part => (part.type === 'refusal' ? part.refusal : part.text)).join('')

const Content = z.union([z.string(), z.array(Part).transform(textOf)], 'must be text, or parts of text')

const Said = z.object({
  type: z.literal('message'),
  role: z.enum(['system', 'developer', 'user', 'assistant']),
  content: Content,
})
const CallId = z.string().min(1).max(256)
const Call = z.object({
  type: z.literal('function_call'),
  call_id: CallId,
  name: z.string().min(1).max(64),
  arguments: z.string(),
})
const Found = z.object({ type: z.literal('function_call_output'), call_id: CallId, output: Content })
/** What a model thought is not asked for again, and no miner here tells it. */
const Reasoning = z.object({ type: z.literal('reasoning') })

/** An item of a response that is kept here. */
const Reference = z.object({ type: z.literal('item_reference'), id: z.string().min(1).max(128) })

const untyped = (raw: Readonly<Record<string, unknown>>): object => ({
  ...raw,
  type: raw.role === undefined && raw.id !== undefined ? 'item_reference' : 'message',
})

const Item = z.preprocess(
  raw => (isRecord(raw) && raw.type == null ? untyped(raw) : raw),
  z.discriminatedUnion('type', [Said, Call, Found, Reasoning, Reference], {
    error: issue =>
      issue.code === 'invalid_union'
        ? 'must be "message", "function_call", "function_call_output" or "item_reference"'
        : undefined,
  }),
)
export type Item = z.infer<typeof Item>

/** Text is what a user says. */
const asItems = (content: string): Item[] => [{ type: 'message', role: 'user', content }]

export const Input = z.union(
  [z.string().min(1).transform(asItems), z.array(Item).min(1).max(MAX_ITEMS)],
  'must be text, or a list of items',
)

/** An item of an answer, as input of the next question. */
const asInput = (item: OutputItem): Plain =>
  item.type === 'function_call' ? item : { ...item, content: messageOf([item]).content ?? '' }

type Plain = Exclude<Item, { readonly type: 'item_reference' }>

/** Calls that follow each other are one message, as chat has them. */
function withItem(messages: readonly Message[], item: Plain): readonly Message[] {
  if (item.type === 'reasoning') return messages
  if (item.type === 'message') return [...messages, { role: item.role, content: item.content }]
  if (item.type === 'function_call_output')
    return [...messages, { role: 'tool', tool_call_id: item.call_id, content: item.output }]
  const call = {
    id: item.call_id,
    type: 'function',
    function: { name: item.name, arguments: item.arguments },
  } as const
  const last = messages.at(-1)
  if (last?.role !== 'assistant')
    return [...messages, { role: 'assistant', content: null, tool_calls: [call] }]
  return [...messages.slice(0, -1), { ...last, tool_calls: [...(last.tool_calls ?? []), call] }]
}

/** An item of an answer that is kept. @throws Refused 404. */
export type ItemOf = (id: string) => OutputItem

/**
 * The conversation `before`, then the input.
 * @throws Refused 400 for the output of a function that nobody called; what `itemOf` does.
 */
export function messagesOf(
  before: readonly Message[],
  input: readonly Item[],
  itemOf: ItemOf,
): readonly Message[] {
  const called = new Set(
    before.flatMap(one => (one.role === 'assistant' ? (one.tool_calls ?? []).map(({ id }) => id) : [])),
  )
  let messages = before
  for (const given of input) {
    const item = given.type === 'item_reference' ? asInput(itemOf(given.id)) : given
    if (item.type === 'function_call') called.add(item.call_id)
    if (item.type === 'function_call_output' && !called.has(item.call_id))
      throw new Refused(
        400,
        'invalid_value',
        `No function call with the id "${item.call_id.slice(0, 64)}" comes before its output.`,
        'input',
      )
    messages = withItem(messages, item)
  }
  if (messages.length === 0)
    throw new Refused(400, 'invalid_value', '"input": has nothing to answer.', 'input')
  return messages
}
