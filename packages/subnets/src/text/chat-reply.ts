// What a chat answer says.

import type { ChatResponse, Outcome } from '@taonet/neuron'

/** The text of an answer; empty where there is none. */
export const replyOf = (outcome: Outcome<ChatResponse> | undefined): string =>
  outcome?.response?.choices[0]?.message.content ?? ''
