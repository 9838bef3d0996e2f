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
