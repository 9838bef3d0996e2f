// What the miners of these tests serve. Words stand for tokens: a miner says the prompt backwards, word by word.

import type { EmbeddingModel, ModelCard, TextModel } from '@taonet/models'
import { embeddingService, type Service, type ServiceContext, textService } from '@taonet/neuron'
import { NetError } from '@taonet/wire'

const card = (id: string, kind: ModelCard['kind']): ModelCard => ({
  id,
  name: id,
  kind,
  engine: 'openai',
  sha256: '',
  bytes: 0,
  license: '',
  source: '',
  why: '',
  ability: '',
})

export const backwards = (text: string): string[] => text.split(' ').reverse()

const turned = (id: string): TextModel => ({
  card: card(id, 'text'),
  async *generate({ messages, maxTokens, topLogprobs }) {
    const prompt = messages.map(one => one.content).join(' ')
    const words = backwards(prompt).slice(0, maxTokens)
    for (const [i, word] of words.entries()) {
      const text = i === 0 ? word : ` ${word}`
      yield topLogprobs === undefined
        ? { text }
        : { text, logprob: -0.5, bytes: [...Buffer.from(text)], top: [] }
    }
    const reason = words.length < backwards(prompt).length ? 'length' : 'stop'
    return { reason, promptTokens: backwards(prompt).length, completionTokens: words.length }
  },
})

/** A real text service over words. */
export const talker = (id = 'talker'): Service => textService(turned(id))

/** Vectors of three numbers: length, first and last letter. */
const measuring: EmbeddingModel = {
  card: { ...card('measurer', 'embedding'), dimensions: 3 },
  embed: async texts =>
    texts.map(text => Float32Array.of(text.length / 7, text.charCodeAt(0), text.charCodeAt(text.length - 1))),
}
export const measurer: Service = embeddingService(measuring)

type Handler = (context: ServiceContext) => AsyncIterable<unknown> | Promise<unknown>

/** A miner that does what `handle` does, on both routes: events when it gives an iterable, else a whole answer. */
export function acting(handle: Handler): Service {
  const route = {
    async handle(_body: unknown, context: ServiceContext) {
      const made = handle(context)
      return Symbol.asyncIterator in made
        ? ({ type: 'events', events: made } as const)
        : ({ type: 'json', body: await made } as const)
    },
  }
  return {
    model: 'actor',
    sha256: '',
    engine: 'test',
    routes: { '/v1/chat/completions': route, '/v1/embeddings': route },
  }
}

/** Fails on purpose, with the status that the code has at a miner. */
export const failing = (code: string): Service =>
  acting(async () => {
    throw new NetError(code, `failed by ${code}`, 'a test wants it')
  })

/** Never answers; ends when its caller has gone. */
export const hanging: Service = acting(
  ({ signal }) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('gone')))),
)

const part = (content: string, finish_reason: string | null = null, index = 0): unknown => ({
  id: 'theirs',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'theirs',
  choices: [{ index, delta: { content }, finish_reason }],
  secret: 'not of the protocol',
})

/** Chunks with an end of choice: `finish`, `break` in the middle, `hang` after the first, or go on for `ever`. */
export const streaming = (
  end: 'finish' | 'break' | 'stop' | 'hang' | 'ever' | 'nonsense' | 'besides',
): Service =>
  acting(async function* ({ signal }) {
    yield part('one')
    if (end === 'break') {
      // Long enough for the first chunk to leave.
      await new Promise(resolve => setTimeout(resolve, 100))
      throw new Error('broken')
    }
    if (end === 'hang')
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('gone'))))
    if (end === 'nonsense') yield { choices: 'none' }
    if (end === 'besides') yield part(' other', null, 1)
    for (; end === 'ever' && !signal.aborted; ) {
      await new Promise(resolve => setTimeout(resolve, 5))
      yield part(' more')
    }
    yield part(' two', end === 'finish' || end === 'besides' ? 'stop' : null)
  })
