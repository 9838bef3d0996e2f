// Replies without a network: what a miner of a given skill would answer to a challenge of the text subnet.

import { type Random, randomFrom, seedFrom } from '@taonet/models/random'
import type { Challenge, KindAverages, Outcome, Step } from '@taonet/neuron'
import { story } from '../src/text/grammar.ts'
import { skills } from '../src/text/skills/index.ts'
import { text } from '../src/text/subnet.ts'

export const outcome = (response: unknown): Outcome => ({
  response,
  failure: undefined,
  firstByteMs: 40,
  totalMs: 80,
})

interface ChatBody {
  readonly messages: readonly { readonly role: string; readonly content: string }[]
}

const isChat = (body: unknown): body is ChatBody =>
  typeof body === 'object' && body !== null && 'messages' in body

export function messagesOf({ body }: Step): ChatBody['messages'] {
  if (!isChat(body)) throw new TypeError('no chat request')
  return body.messages
}

export interface Alternative {
  readonly token: string
  readonly logprob: number
  readonly bytes: number[]
}

export const byteToken = (byte: number, chance: number): Alternative => ({
  token: String.fromCharCode(byte),
  logprob: Math.log(chance),
  bytes: [byte],
})

/** A chat response with this content, and with these alternatives for its first token. */
export function chat(content: string, top?: readonly Alternative[]): unknown {
  const first = top?.[0]
  return {
    id: 'x',
    object: 'chat.completion',
    created: 1,
    model: 'simulated',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content },
        finish_reason: 'stop',
        logprobs: first ? { content: [{ ...first, top_logprobs: top }] } : null,
      },
    ],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  }
}

export interface SimulatedMiner {
  readonly likelihood: (step: Step, truth: number, random: Random) => unknown
  readonly skills: (step: Step, answer: string, random: Random) => unknown
}

/** Knows `certainty` of the next byte and `skill` of the answers; the rest it spreads or gets wrong. */
export const honest = (certainty: number, skill: number): SimulatedMiner => ({
  likelihood(_, truth, random) {
    const others = random
      .shuffle(Array.from({ length: 60 }, (_, i) => 65 + i).filter(byte => byte !== truth))
      .slice(0, 19)
    const rest = (1 - certainty) * 0.9
    return chat('x', [
      byteToken(truth, certainty),
      ...others.map(byte => byteToken(byte, rest / others.length)),
    ])
  },
  skills: (_, answer, random) => chat(random.unit() < skill ? answer : 'I do not know'),
})

/** The bytes that follow each step's prefix, and the answers, as only the challenge's maker knows them. */
function truthOf(kind: string, seed: Uint8Array, challenge: Challenge): readonly (number | string)[] {
  if (kind === 'likelihood') {
    const whole = story(randomFrom(seed)).text
    return challenge.steps.map(step => whole.charCodeAt(messagesOf(step).at(-1)?.content.length ?? 0))
  }
  const random = randomFrom(seed)
  const chosen = random.shuffle(skills).slice(0, challenge.steps.length)
  return chosen.map(skill => skill.make(random).answer)
}

/** Plain means over `probes` challenges of each kind, as a validator would hold them. */
export function averagesOf(miner: SimulatedMiner, seedText: string, probes: number): KindAverages {
  const averages: Record<string, { score: number; parts: Record<string, number>; count: number }> = {}
  for (const name of ['likelihood', 'skills'] as const) {
    const sum = { score: 0, parts: {} as Record<string, number>, count: probes }
    for (let i = 0; i < probes; i++) {
      const seed = seedFrom(`${seedText} ${name} ${i}`)
      const random = randomFrom(seed).fork('miner')
      const challenge = text.challenge(name, seed, { uid: 0, declaration: undefined })
      const truth = truthOf(name, seed, challenge)
      const outcomes = challenge.steps.map((step, at) => {
        const right = truth[at]
        if (typeof right === 'number') return outcome(miner.likelihood(step, right, random))
        return outcome(miner.skills(step, right ?? '', random))
      })
      const { score, parts } = challenge.score(outcomes)
      sum.score += score / probes
      for (const [part, value] of Object.entries(parts))
        sum.parts[part] = (sum.parts[part] ?? 0) + value / probes
    }
    averages[name] = sum
  }
  return averages
}
