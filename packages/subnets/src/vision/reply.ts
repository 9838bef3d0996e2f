// What an answer says.

import type { ChatResponse, Outcome, TokenLogprob } from '@taonet/neuron'

export const replyOf = ({ response }: Outcome<ChatResponse>): string =>
  response?.choices[0]?.message.content ?? ''

/** Quotation marks, stops and white space around a word say nothing. */
export const wordOf = (reply: string): string =>
  reply
    .slice(0, 200)
    .toLowerCase()
    .replace(/^[\s"'`*.]+|[\s"'`*.!]+$/g, '')

export const tokensOf = (response: ChatResponse): readonly TokenLogprob[] =>
  response.choices[0]?.logprobs?.content ?? []

/** Milliseconds for an answer: full marks below the first, none above the second. */
const QUICK = 1500
const SLOW = 10_000

export const speedOf = ({ response, totalMs }: Outcome<ChatResponse>): number =>
  response ? Math.min(1, Math.max(0, (SLOW - totalMs) / (SLOW - QUICK))) : 0

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
