// A vision model behind OpenAI's chat completions: one question about one picture, one answer in one piece.

import type { VisionModel } from '@taonet/models/vision'
import { type ChatResponse, route, type Service } from '@taonet/neuron'
import { type Label, MESSAGE_LABELS, SIGHTS } from './labels.ts'
import { taskOf } from './questions.ts'
import { pictureOf, questionOf, type VisionRequest, visionRequest } from './request.ts'

/** A base64 body of the largest picture, and the words around it. */
const MAX_BODY_BYTES = 1 << 20
/** Below this the sight of a picture says nothing, and it is read to be sure. */
const PLAIN_SIGHT = 0.6

/** A word and how likely each of its alternatives is; reading has none. */
interface Answer {
  readonly content: string
  readonly chances?: readonly (readonly [word: string, chance: number])[]
}

async function labelOf(model: VisionModel, png: Uint8Array, signal: AbortSignal): Promise<Label> {
  const { chances } = await model.look({ task: 'sights', png }, signal)
  const best = chances.indexOf(Math.max(...chances))
  const sight = SIGHTS[best]
  if (sight !== 'writing' && (chances[best] ?? 0) >= PLAIN_SIGHT) return sight ?? 'safe'
  const { text } = await model.look({ task: 'read', png }, signal)
  if (text === '') return sight === 'hazard' ? 'hazard' : 'safe'
  const heard = (await model.look({ task: 'messages', text }, signal)).chances
  return MESSAGE_LABELS[heard.indexOf(Math.max(...heard))] ?? 'safe'
}

async function answerOf(model: VisionModel, request: VisionRequest, signal: AbortSignal): Promise<Answer> {
  const png = pictureOf(request)
  switch (taskOf(questionOf(request))) {
    case 'reading':
      return { content: (await model.look({ task: 'read', png }, signal)).text }
    case 'digits': {
      const { chances } = await model.look({ task: 'digits', png }, signal)
      const ranked = [...chances]
        .map((chance, digit) => [String(digit), chance] as const)
        .toSorted(([, a], [, b]) => b - a)
      return { content: ranked[0]?.[0] ?? '', chances: ranked }
    }
    case 'labels':
      return { content: await labelOf(model, png, signal) }
  }
}

type Logprobs = ChatResponse['choices'][number]['logprobs']

/** A network that gives a class no chance at all has rounded: log 0 is no number. */
const LEAST = 1e-9

function logprobsOf({ chances }: Answer, request: VisionRequest): Logprobs {
  if (!request.logprobs || !chances) return null
  const told = chances.map(([token, chance]) => ({
    token,
    logprob: Math.log(Math.max(LEAST, chance)),
    bytes: [...Buffer.from(token)],
  }))
  const [first] = told
  return first ? { content: [{ ...first, top_logprobs: told.slice(0, request.top_logprobs ?? 0) }] } : null
}

export const visionService = (model: VisionModel): Service => ({
  model: model.card.id,
  sha256: model.card.sha256,
  engine: model.card.engine,
  maxBodyBytes: MAX_BODY_BYTES,
  routes: {
    '/v1/chat/completions': route(visionRequest, async (request, { signal }) => {
      const answer = await answerOf(model, request, signal)
      const body: ChatResponse = {
        id: `chatcmpl-${crypto.randomUUID()}`,
        object: 'chat.completion',
        created: Math.floor(Date.now() / 1000),
        model: model.card.id,
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: answer.content },
            finish_reason: 'stop',
            logprobs: logprobsOf(answer, request),
          },
        ],
      }
      return { type: 'json', body }
    }),
  },
})
