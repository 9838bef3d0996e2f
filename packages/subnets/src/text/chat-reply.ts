// What a chat request asks and what an answer says.

import type { ChatRequestInput, ChatResponse, Outcome } from '@taonet/neuron'

/** The text of an answer; empty where there is none. */
export const replyOf = (outcome: Outcome<ChatResponse> | undefined): string =>
  outcome?.response?.choices[0]?.message.content ?? ''

/** The last thing that a user says in a request; undefined where none speaks. */
export function questionOf({ messages }: ChatRequestInput): string | undefined {
  const content = messages.findLast(({ role }) => role === 'user')?.content
  return Array.isArray(content) ? content.map(({ text }) => text).join('') : (content ?? undefined)
}
