// A miner as a function, judged by every kind of the text subnet with the validator's real tools; no network between them.

import { randomFrom, seedFrom } from '@taonet/models/random'
import {
  type ChatRequest,
  type ChatResponse,
  chatRequest,
  type KindAverage,
  type KindAverages,
  type ReferenceTools,
  type Subnet,
} from '@taonet/neuron'
import { hash32 } from '@taonet/wire'
import { text } from '../src/text/subnet.ts'
import { outcome } from './simulated.ts'

export type Answerer = (request: ChatRequest) => Promise<ChatResponse> | ChatResponse

export interface Judging {
  readonly tools: ReferenceTools
  /** SHA-256 that the miner declares, with or without `0x`; absent = it declares nothing. */
  readonly declared?: string | undefined
  /** Challenges of each kind; absent = none of it. */
  readonly probes: Readonly<Record<string, number>>
  /** The subnet under other numbers. */
  readonly subnet?: Subnet
  /** What the seeds are made from. */
  readonly salt?: string
}

const zero = hash32(new Uint8Array(32))

const declarationOf = (sha256: string | undefined) =>
  sha256 === undefined
    ? undefined
    : { model: 'm', sha256: hash32(`0x${sha256.replace(/^0x/, '')}`), engine: 'llama.cpp', protocol: zero }

/** Plain means over the challenges of one kind. */
export async function judgeKind(
  miner: Answerer,
  kind: string,
  { tools, declared, probes, salt = 'judged', subnet = text }: Judging,
): Promise<KindAverage> {
  const count = probes[kind] ?? 0
  const parts: Record<string, number> = {}
  let score = 0
  for (let i = 0; i < count; i++) {
    const challenge = subnet.challenge(kind, seedFrom(`${salt} ${kind} ${i}`), {
      uid: 0,
      declaration: declarationOf(declared),
    })
    const outcomes = []
    for (const { body } of challenge.steps) outcomes.push(outcome(await miner(chatRequest.parse(body))))
    const scored = ((await challenge.compare?.(tools, outcomes)) ?? challenge).score(outcomes)
    score += scored.score / count
    for (const [part, value] of Object.entries(scored.parts)) parts[part] = (parts[part] ?? 0) + value / count
  }
  return { score, parts, count }
}

export async function judge(miner: Answerer, judging: Judging): Promise<KindAverages> {
  const averages: Record<string, KindAverage> = {}
  for (const [kind, count] of Object.entries(judging.probes)) {
    if (count > 0) averages[kind] = await judgeKind(miner, kind, judging)
  }
  return averages
}

/** A whole answer that says `content`, with the given log-probabilities or none. */
export function saying(
  content: string,
  logprobs: ChatResponse['choices'][number]['logprobs'] = null,
): ChatResponse {
  return {
    id: 'x',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop', logprobs }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  }
}

/** Random numbers for a miner of its own. */
export const minerRandom = (name: string) => randomFrom(seedFrom(`miner ${name}`))
