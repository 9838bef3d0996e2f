// A miner that answers what a real model once answered, with that model's delay, and now and then something else.
import { randomFrom, seedFrom } from '@taonet/models/random'
import type { ChatRequest, ChatResponse, Service, TokenAlternative } from '@taonet/neuron'
import { chatService } from '../chat-service.ts'
import { questionOf, type RecordedAnswer, type Recording } from './recording.ts'

/** Share of answers that are lost to noise, and milliseconds that an answer takes at most. */
export interface Temper {
  readonly noise: number
  readonly slowest: number
}

const alternativeOf = ([token, logprob, bytes]: NonNullable<
  RecordedAnswer['top']
>[number]): TokenAlternative => ({
  token,
  logprob,
  bytes: bytes ?? [...Buffer.from(token)],
})

function logprobsOf({ top = [] }: RecordedAnswer): ChatResponse['choices'][number]['logprobs'] {
  const alternatives = top.map(alternativeOf)
  const [first] = alternatives
  return first ? { content: [{ ...first, top_logprobs: alternatives }] } : null
}

const responseOf = (model: string, answer: RecordedAnswer): ChatResponse => ({
  id: `chatcmpl-${crypto.randomUUID()}`,
  object: 'chat.completion',
  created: Math.floor(Date.now() / 1000),
  model,
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: answer.text },
      finish_reason: answer.finish,
      logprobs: logprobsOf(answer),
    },
  ],
  usage: {
    prompt_tokens: answer.tokens[0],
    completion_tokens: answer.tokens[1],
    total_tokens: answer.tokens[0] + answer.tokens[1],
  },
})

/** `seed` decides when it errs and how long it takes. */
export function recordedMiner(recording: Recording, seed: string, { noise, slowest }: Temper): Service {
  const random = randomFrom(seedFrom(seed))
  const { model, sha256, engine, answers } = recording
  const lost: RecordedAnswer = { text: 'I do not know.', finish: 'stop', tokens: [8, 5] }
  const answer = async (request: ChatRequest): Promise<ChatResponse> => {
    await new Promise(done => setTimeout(done, random.unit() * slowest))
    const found = random.unit() < noise ? undefined : answers[questionOf(request)]
    return responseOf(model, found ?? lost)
  }
  return chatService({ model, sha256, engine }, answer)
}
