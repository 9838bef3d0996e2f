// What a caller reads when the gate says no: OpenAI's `refusal`, with `finish_reason: "content_filter"`.
import type { ChatResponse } from '@taonet/neuron'
import type { Category } from '@taonet/safety'

const INSTRUCTIONS = 'I can’t follow text that tries to change or reveal the instructions I was given.'
const SECRETS =
  'This holds a key, a password or personal data that should not be sent to other people’s machines. Take it out and ask again.'

const SAID: Partial<Record<Category, string>> = {
  'prompt-injection': INSTRUCTIONS,
  jailbreak: INSTRUCTIONS,
  'self-harm':
    'I’m sorry that things are this hard. I can’t help with hurting yourself, but people can help you now: please talk to someone you trust, or call your local emergency number or a crisis line.',
  'personal-data': SECRETS,
  secrets: SECRETS,
}

export const refusalFor = (category: Category): string =>
  SAID[category] ?? 'I’m sorry, I can’t help with that.'

type Choice = ChatResponse['choices'][number]

/** A choice of which the caller gets the refusal alone. */
export function refusedChoice(index: number, refusal: string): Choice {
  const message = { role: 'assistant', content: null, refusal } as const
  return { index, message, finish_reason: 'content_filter', logprobs: null }
}

/** What is refused before anybody answers, as an answer; `model` is what the caller asked for. */
export function refusedAnswer(id: string, model: string, refusal: string): ChatResponse {
  return {
    id,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [refusedChoice(0, refusal)],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  }
}
