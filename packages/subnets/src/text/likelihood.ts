// Prequential likelihood: how well does a miner foretell a fresh text? Only what comes before a byte is ever sent; the
// returned distribution is fixed before the byte is looked at, and scored by the log score, which pays honesty alone.

import type { Random } from '@taonet/models/random'
import type { ChallengeKind, ChatRequestInput, ChatResponse, Outcome } from '@taonet/neuron'
import { questionOf } from './chat-reply.ts'
import { story } from './grammar.ts'
import { continuedLike, LIVE_KINDS, type LiveShape, shapesOf } from './live-shape.ts'
import { bitsPerByte, distributionOf, type TokenDistribution, WORST_BITS } from './next-byte.ts'

/** Bytes of one window: the end of a word and the first letters of the next, where foretelling is hardest. */
export const WINDOW = 3
/** Before that there is nothing to foretell from. */
const SHORTEST_PREFIX = 24
/** About what a table of English letter frequencies reaches: worth nothing. */
export const BITS_OF_NO_SKILL = 4

export const BITS_PART = 'bitsPerByte'

/** Places where a word ends and another with at least two letters begins: where people who type pause. */
export function windows(text: string): number[] {
  const places = [...text.matchAll(/ (?=[A-Za-z]{2})/g)].map(({ index }) => index)
  return places.filter(at => at >= SHORTEST_PREFIX)
}

function requestFor(
  random: Random,
  shape: LiveShape | undefined,
  prompt: string,
  prefix: string,
): ChatRequestInput {
  if (shape) return continuedLike(random, shape, prompt, prefix)
  return {
    messages: [
      { role: 'user', content: prompt },
      { role: 'assistant', content: prefix },
    ],
    max_tokens: 1,
    logprobs: true,
    top_logprobs: 20,
    stream: false,
  }
}

function answered({ response }: Outcome<ChatResponse>): TokenDistribution | undefined {
  const top = response?.choices[0]?.logprobs?.content?.[0]?.top_logprobs
  return top && distributionOf(top)
}

/** 1 at 0 bits, 0 at `BITS_OF_NO_SKILL`; not cut off here, so that the average stays a proper score. */
export const qualityOfBits = (bits: number): number => 1 - bits / BITS_OF_NO_SKILL

export const likelihood: ChallengeKind<ChatRequestInput, ChatResponse> = {
  weight: 2,
  wears: LIVE_KINDS.continuation,
  teaches: { marks: 'degree', words: questionOf },
  create(random, { envelopes }) {
    // One caller went on with one text: all steps wear the same shape.
    const [shape] = shapesOf(envelopes)
    const { prompt, text } = story(random)
    const places = windows(text)
    const at = places.length > 0 ? random.pick(places) : Math.floor(text.length / 2)
    const target = [...new TextEncoder().encode(text.slice(at, at + WINDOW))]
    return {
      steps: target.map((_, i) => ({
        path: '/v1/chat/completions',
        body: requestFor(random.fork('opening'), shape, prompt, text.slice(0, at + i)),
      })),
      score(outcomes) {
        const asked = outcomes.map(answered)
        const whole = asked.every(one => one !== undefined)
        // A miner that leaves out the distributions it would lose by must not gain from it: all or nothing.
        const bits = whole ? bitsPerByte(target, asked) : WORST_BITS
        return { score: qualityOfBits(bits), parts: { [BITS_PART]: bits, valid: whole ? 1 : 0 } }
      },
    }
  },
}
