/**
 * Re-execution: an ordinary request, greedy, answered once more on the declared weights. The whole answer must be the same
 * up to where two tokens were so nearly as likely that another engine may choose the other one.
 */
import {
  type ChallengeKind,
  type ChatRequestInput,
  type ChatResponse,
  compared,
  type KindAverage,
  type TokenLogprob,
} from '@taonet/neuron'
import { replyOf } from './chat-reply.ts'
import { LIVE_KINDS } from './live-shape.ts'
import { openPrompts } from './open-prompts.ts'
import { skills } from './skills/index.ts'
import { nearTie } from './token-lists.ts'
import { askedAgain, greedy, roomy } from './worn.ts'

export const REPLAY_PARTS = { replayed: 'replayed', same: 'same' } as const

/** Share of equal answers below which something else answers, at least at times; and answers before that is said. */
const ENOUGH = 0.8
const LEAST = 3

/** Tokens that are answered again at most: where a longer answer is the same so far, it is the same. */
const REPLAYED = 128

export interface OwnAnswer {
  readonly tokens: readonly TokenLogprob[]
  /** It stops before its end. */
  readonly cut: boolean
  readonly rounded: boolean
}

/** Whether `text` is what our tokens say, or parts from it only where it may. */
export function sameAnswer({ tokens, cut, rounded }: OwnAnswer, text: string): boolean {
  let at = 0
  for (const token of tokens) {
    const end = at + token.token.length
    const ended = token.token === '' && token.bytes?.length === 0
    const agrees = ended ? text.length === at : text.slice(at, end) === token.token
    if (!agrees) return nearTie(token, rounded)
    at = end
  }
  return cut || text.length === at
}

export const replay: ChallengeKind<ChatRequestInput, ChatResponse> = {
  weight: 0.6,
  wears: LIVE_KINDS.settled,
  asksAgain: true,
  create(random, { declaration, envelopes }) {
    const made =
      random.below(2) === 0 ? random.pick(skills).make(random).prompt : (openPrompts(random, 1)[0] ?? 'Hello')
    const bodies = askedAgain(random, envelopes, [made], shape => greedy(shape) && roomy(shape))
    return {
      steps: bodies.map(body => ({ path: '/v1/chat/completions', body })),
      score: ([outcome]) => ({
        score: outcome?.response ? 1 : 0,
        parts: { [REPLAY_PARTS.replayed]: 0, [REPLAY_PARTS.same]: 0 },
      }),
      compare: compared(
        async (tools, [outcome]) => {
          const [body] = bodies
          if (!declaration || !outcome?.response || !body) return undefined
          const most = Math.min(body.max_tokens ?? REPLAYED, REPLAYED)
          const asked = { ...body, max_tokens: most, stream: false, logprobs: true, top_logprobs: 2 }
          const own = await tools.chat(declaration.sha256, asked)
          const tokens = [...(own?.choices[0]?.logprobs?.content ?? [])]
          const cut = tokens.length === REPLAYED && tokens.at(-1)?.bytes?.length !== 0
          const rounded = (await tools.rounded?.(declaration.sha256)) ?? false
          return own && { tokens, cut, rounded }
        },
        ([outcome], own) => {
          const same = sameAnswer(own, replyOf(outcome)) ? 1 : 0
          return { score: same, parts: { [REPLAY_PARTS.replayed]: 1, [REPLAY_PARTS.same]: same } }
        },
      ),
    }
  },
}

/** Whether enough re-executed answers say that something else answers than was declared. */
export function otherAnswers(average: KindAverage | undefined): boolean {
  const replayed = average?.parts[REPLAY_PARTS.replayed] ?? 0
  const same = average?.parts[REPLAY_PARTS.same] ?? 0
  return replayed * (average?.count ?? 0) >= LEAST && same / replayed < ENOUGH
}
