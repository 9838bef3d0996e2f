// The shape of a live chat request, and a question put into such a shape: parameters and their order, whether it is streamed,
// how many turns came before and how long they were. Words of the caller only where that caller allowed them.

import type { Random } from '@taonet/models/random'
import { type ChatRequestInput, chatRequest, type Envelope, type EnvelopeOptions } from '@taonet/neuron'
import { z } from 'zod'
import { exchangesIn, type Opening, openingLike, role, turn } from './earlier-turns.ts'
import { type ChatParameters, LIVE_SAMPLE } from './live-sample.ts'
import { familyOf } from './skill-families.ts'

/** What live chat requests are for, as far as a probe can look like them. */
export const LIVE_KINDS = {
  /** A text to go on with, and the chances of what comes next. */
  continuation: 'continuation',
  /** A task of one of the skill families. */
  task: 'task',
  /** Any other question, to be answered as chance has it, or always in the same way. */
  question: 'question',
  settled: 'settled',
  /** What no challenge can look like: too short an answer to be judged, or a very long one. */
  other: 'other',
} as const

/** The most that the protocol allows: with fewer alternatives a distribution would be scored for what it may not say. */
const ALTERNATIVES = 20
/** Room for the answer of any task; a request with less is no place to put one. */
const LEAST_TOKENS = 48
const MOST_TOKENS = 512
const DEFAULT_TOKENS = 256
/** Longer conversations are remembered by their shape alone. */
const MAX_WORDS = 2_048
const MAX_TURNS = 32
/** A stop text is a parameter; a long one is words. */
const MAX_STOP = 16

type Messages = ChatRequestInput['messages']
const NOBODY: Messages = [{ role: 'user', content: '' }]

/** Parameters as they were written: a schema would put them into an order of its own. */
const parameters = z.custom<ChatParameters>(
  value =>
    typeof value === 'object' &&
    value !== null &&
    !('messages' in value) &&
    chatRequest.safeParse({ ...value, messages: NOBODY }).success,
)
const shape = z.object({
  parameters,
  /** All messages but the last, oldest first. */
  turns: z.array(turn).max(MAX_TURNS),
  /** The skill family of the question. */
  about: z.string().optional(),
  words: z
    .array(z.object({ role, content: z.string() }))
    .max(MAX_TURNS + 1)
    .optional(),
})
/** With what may have been said before the question. */
export type LiveShape = z.infer<typeof shape> & Pick<Opening, 'exchanges'>

const textOf = (content: Messages[number]['content']): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join('')

/** Tools and schemas are words of the caller, and no challenge needs any: such requests are live only. */
const isLiveOnly = ({ messages, tools, response_format }: ChatRequestInput): boolean =>
  tools != null ||
  (response_format != null && response_format.type !== 'text') ||
  messages.some(one => one.role === 'tool' || (one.role === 'assistant' && one.tool_calls !== undefined))

function kindOf(
  { messages, logprobs, top_logprobs, max_tokens, temperature }: ChatRequestInput,
  about: string | undefined,
): string {
  if (messages.at(-1)?.role === 'assistant')
    return logprobs && top_logprobs === ALTERNATIVES ? LIVE_KINDS.continuation : LIVE_KINDS.other
  const room = max_tokens ?? DEFAULT_TOKENS
  if (room < LEAST_TOKENS || room > MOST_TOKENS) return LIVE_KINDS.other
  if (about !== undefined) return LIVE_KINDS.task
  return temperature === 0 ? LIVE_KINDS.settled : LIVE_KINDS.question
}

const sizeOfStop = (stop: ChatRequestInput['stop']): number => [stop ?? ''].flat().join('').length

/** As `SubnetLiteral.envelope` wants it. */
export function chatEnvelope(
  request: ChatRequestInput,
  { words, order }: EnvelopeOptions,
): Envelope | undefined {
  if (isLiveOnly(request)) return undefined
  const { stop, ...rest } = request
  const messages = request.messages.map(one => ({ role: one.role, content: textOf(one.content) }))
  const last = messages.at(-1)
  if (!last || messages.length > MAX_TURNS || sizeOfStop(stop) > MAX_STOP) return undefined
  const about = last.role === 'user' ? familyOf(last.content) : undefined
  const given = new Map<string, unknown>(Object.entries({ ...rest, stop }))
  const length = messages.reduce((sum, { content }) => sum + content.length, 0)
  const kept = words && length <= MAX_WORDS
  const turns = messages.slice(0, -1)
  const seen = {
    parameters: Object.fromEntries(
      order.filter(name => name !== 'messages' && given.has(name)).map(name => [name, given.get(name)]),
    ),
    turns: turns.map(({ role: who, content }) => ({ role: who, size: content.length })),
    ...(about === undefined ? {} : { about }),
    ...(kept ? { words: messages } : {}),
  }
  const answers = turns.filter(one => one.role === 'assistant').length
  return { kind: kindOf(request, about), shape: seen, words: kept, answers }
}

/** The shapes that a challenge was given, first a visit's, then those with words; one that is none is left out. */
const shapesIn = (envelopes: readonly unknown[] = []): readonly LiveShape[] => {
  const exchanges = exchangesIn(envelopes)
  return envelopes.flatMap(one => {
    const read = shape.safeParse(one)
    return read.success ? [{ ...read.data, exchanges }] : []
  })
}

/** Those of the visit that a challenge plays, one for each of its requests. */
export function shapesOf(envelopes: readonly unknown[] | undefined): readonly LiveShape[] {
  const all = shapesIn(envelopes)
  const visit = all.filter(({ words }) => words === undefined)
  return visit.length > 0 ? visit : all.slice(0, 1)
}

/** What comes before the question: what was allowed, else as much as in the shape. */
const opening = (random: Random, found: LiveShape): Messages =>
  found.words?.slice(0, -1) ?? openingLike(random, found)

export type Conversation = NonNullable<LiveShape['words']>

/** What callers allowed to be asked again, each question once. */
export const conversationsIn = (envelopes: readonly unknown[] | undefined): readonly Conversation[] => [
  ...new Map(
    shapesIn(envelopes).flatMap(({ words }): [string, Conversation][] => {
      const last = words?.at(-1)
      return words && last?.role === 'user' ? [[last.content, words]] : []
    }),
  ).values(),
]

/** A request that asks `question` in the shape, or in one of the committed sample where there is none. Pure. */
export function askedLike(random: Random, found: LiveShape | undefined, question: string): ChatRequestInput {
  const last = { role: 'user', content: question } as const
  if (!found) return { messages: [last], ...random.pick(LIVE_SAMPLE) }
  return { messages: [...opening(random, found), last], ...found.parameters }
}

/** A request to go on with `prefix`, which answers `prompt`, in the shape. Pure. */
export function continuedLike(
  random: Random,
  found: LiveShape,
  prompt: string,
  prefix: string,
): ChatRequestInput {
  const { words: _, ...wordless } = found
  const before = opening(random, { ...wordless, turns: found.turns.slice(0, -1) })
  return {
    messages: [...before, { role: 'user', content: prompt }, { role: 'assistant', content: prefix }],
    ...found.parameters,
  }
}
