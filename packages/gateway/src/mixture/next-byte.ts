// What a miner says comes next: one token's distribution, asked with what was said so far as the beginning of its reply, and read
// as chances of single bytes. Experts whose tokens are longer cannot be mixed byte by byte.
import type { ChatRequestInput, ChatResponse } from '@taonet/neuron'

/** The end of the reply, among bytes 0 … 255. */
export const END = 256
const SYMBOLS = 257

/** Chances of what was listed, and what is left for all else together. */
export interface Distribution {
  readonly listed: ReadonlyMap<number, number>
  readonly rest: number
}

/** Rounding in other people's arithmetic; more than this is more than certainty. */
const SUM_TOLERANCE = 1e-3
/** Nobody is believed to be surer than this, or to know that something cannot come: what is claimed costs nothing. */
const SUREST = 0.99
const LEAST = 1e-4
const ALTERNATIVES = 20

export function nextRequest(messages: ChatRequestInput['messages'], said: string): ChatRequestInput {
  return {
    messages: said === '' ? messages : [...messages, { role: 'assistant', content: said }],
    max_tokens: 1,
    temperature: 0,
    logprobs: true,
    top_logprobs: ALTERNATIVES,
    stream: false,
  }
}

/** Undefined where it is no distribution, or not one over single bytes. */
export function distributionOf(response: ChatResponse): Distribution | undefined {
  const top = response.choices[0]?.logprobs?.content?.[0]?.top_logprobs ?? []
  const listed = new Map<number, number>()
  let sum = 0
  for (const { bytes, logprob } of top) {
    // A control token has no bytes; the only one that says something here ends the reply.
    const symbol = bytes?.length === 0 ? END : bytes?.length === 1 ? bytes[0] : undefined
    if (symbol === undefined || !(logprob <= SUM_TOLERANCE)) return undefined
    const chance = Math.exp(logprob)
    listed.set(symbol, (listed.get(symbol) ?? 0) + chance)
    sum += chance
  }
  return listed.size === 0 || sum > 1 + SUM_TOLERANCE ? undefined : { listed, rest: Math.max(0, 1 - sum) }
}

/** As it is believed: between `LEAST` and `SUREST`, what was not listed sharing the rest. */
export function chanceOf({ listed, rest }: Distribution, symbol: number): number {
  const said = listed.get(symbol) ?? rest / Math.max(1, SYMBOLS - listed.size)
  return Math.min(SUREST, Math.max(LEAST, said))
}
