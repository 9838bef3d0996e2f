// An answer that several experts write together, byte by byte, as chunks of a stream.
import { Buffer } from 'node:buffer'
import type { ChatChunk } from '@taonet/neuron'
import { isNetError } from '@taonet/wire'
import type { ChunkStream } from '../chat-reply.ts'
import { minerRequest, mostTokens } from '../chat-request.ts'
import { type MixedEnd, mixTokens } from '../mixture/mixture.ts'
import type { Serving } from '../serving.ts'
import { askingBy } from './ask-miner.ts'
import type { Answered, Asking } from './asked.ts'
import type { Form } from './form.ts'

/** Undefined when they could not begin. */
export async function mixed<T>(
  { router }: Pick<Serving, 'router'>,
  { question, served, plan }: Asking,
  form: Form<T>,
): Promise<Answered<T> | undefined> {
  const { request, sender, batched, deadline } = question
  const [first] = plan.members
  if (!first) return undefined
  const gone = new AbortController()
  const signal = AbortSignal.any([question.signal, gone.signal])
  const until = performance.now() + deadline
  const ask = askingBy(router, () => ({
    model: request.model,
    mayKeep: request.store === true,
    caller: sender,
    batch: batched,
    signal,
    deadline: until - performance.now(),
  }))
  const { messages } = minerRequest(request)
  const letters = mixTokens({
    members: plan.members.map((candidate, at) => ({ candidate, chance: plan.chances[at] ?? 0 })),
    messages,
    maxTokens: mostTokens(request),
    temperature: request.temperature ?? 0,
    ...(request.seed == null ? {} : { seed: request.seed }),
    ask,
  })
  try {
    const promptTokens = Buffer.byteLength(messages.map(({ content }) => content ?? '').join(''))
    const stream = await begun(chunksOf(letters, first.model, promptTokens), () => gone.abort())
    const answer = await form.ofStream(stream)
    const routing = { ...plan.routing, served: plan.members.map(({ uid }) => uid) }
    return { answer, account: { served, model: first.model, miners: plan.members, tried: [], routing } }
  } catch (thrown) {
    if (isNetError(thrown) && !question.signal.aborted) return undefined
    throw thrown
  }
}

async function begun(chunks: AsyncGenerator<ChatChunk, undefined>, cancel: () => void): Promise<ChunkStream> {
  const first = await chunks.next()
  if (first.done) throw new Error('a mixture without an end')
  return { first: first.value, rest: chunks, cancel }
}

/** Every byte is a token: those who are mixed speak in bytes. */
async function* chunksOf(
  letters: AsyncGenerator<string, MixedEnd>,
  model: string,
  promptTokens: number,
): AsyncGenerator<ChatChunk, undefined> {
  const head = {
    id: '',
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model,
  } as const
  for (;;) {
    const { done, value } = await letters.next()
    if (!done) {
      yield { ...head, choices: [{ index: 0, delta: { content: value }, finish_reason: null }] }
      continue
    }
    yield { ...head, choices: [{ index: 0, delta: {}, finish_reason: value.reason }] }
    const usage = {
      prompt_tokens: promptTokens,
      completion_tokens: value.tokens,
      total_tokens: promptTokens + value.tokens,
    }
    yield { ...head, choices: [], usage }
    return
  }
}
