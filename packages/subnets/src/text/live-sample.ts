// How people ask, as a committed sample: probes take their parameters from here until there is live traffic to draw from.

import type { ChatRequestInput } from '@taonet/neuron'

export type ChatParameters = Omit<ChatRequestInput, 'messages'>

/** Written in the gateway's order of fields: `stream` last. It asks every stream for its usage, whoever its caller is. */
export const LIVE_SAMPLE: readonly ChatParameters[] = [
  { max_tokens: 256, stream_options: { include_usage: true }, stream: true },
  { max_tokens: 256, stream_options: { include_usage: true }, stream: true },
  { max_tokens: 256, stream: false },
  { max_tokens: 64, temperature: 0, stream: false },
  { max_tokens: 128, temperature: 0, stream_options: { include_usage: true }, stream: true },
  { max_tokens: 100, temperature: 0, seed: 1, stream: false },
]

/** What programs tell a model about itself before their users speak: the phrases that documentation spreads. */
export const SYSTEM_PROMPTS: readonly string[] = [
  'You are a helpful assistant.',
  'You are a helpful assistant. Answer briefly.',
  'Answer with the result alone.',
  'Be concise.',
  'You are a helpful, honest and harmless assistant. Answer the user as well as you can.',
]
