// A plain function as a miner: text in pieces, or whole, behind OpenAI's chat completions.

import type { ChatMessage, Finish, Generation, ModelCard, Piece, TextModel } from '@taonet/models'
import type { Service } from './service.ts'
import { textService } from './text-service.ts'

/** What the caller asked for. A function may honour less of it; too long an answer is cut off. */
export interface ChatFunctionOptions extends Omit<Generation, 'messages' | 'topLogprobs' | 'openai'> {
  /** Aborts when the caller has gone. */
  readonly signal: AbortSignal
}

export type ChatFunction = (
  messages: readonly ChatMessage[],
  options: ChatFunctionOptions,
) => AsyncIterable<string> | Promise<string> | string

/** OpenAI counts tokens; where nobody knows them, a token has about four bytes. */
const BYTES_A_TOKEN = 4

const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / BYTES_A_TOKEN)

const cardOf = (name: string): ModelCard => ({
  id: name,
  name,
  kind: 'text',
  engine: 'openai',
  sha256: '',
  bytes: 0,
  license: 'as its author says',
  source: name,
  why: 'you named it',
  ability: 'Answers as its function does.',
})

async function* piecesOf(
  answer: ChatFunction,
  { messages, topLogprobs: _, openai: __, ...request }: Generation,
  signal: AbortSignal,
): AsyncGenerator<Piece, Finish> {
  const promptTokens = messages.reduce((sum, { content }) => sum + tokensOf(content), 0)
  const given = answer(messages, { ...request, signal })
  const most = request.maxTokens * BYTES_A_TOKEN
  let bytes = 0
  for await (const text of typeof given === 'object' && Symbol.asyncIterator in given
    ? given
    : [await given]) {
    signal.throwIfAborted()
    const size = Buffer.byteLength(text)
    // Whole pieces only: a cut inside a character would be no text.
    if (bytes + size > most && bytes > 0)
      return { reason: 'length', promptTokens, completionTokens: Math.ceil(bytes / BYTES_A_TOKEN) }
    bytes += size
    yield { text }
  }
  return { reason: 'stop', promptTokens, completionTokens: Math.ceil(bytes / BYTES_A_TOKEN) }
}

/** A service of the *text* subnet; `name` is the model it declares. Nobody can see weights, so it declares none. */
export function functionService(name: string, answer: ChatFunction): Service {
  const model: TextModel = {
    card: cardOf(name),
    generate: (request, signal = new AbortController().signal) => piecesOf(answer, request, signal),
  }
  return { ...textService(model), engine: 'function' }
}
