// A miner's chat answer as far as it may be believed: checked against the chat protocol, and nothing else let through.
import { type ChatChunk, type ChatResponse, chatChunk, chatResponse, type Reply } from '@taonet/neuron'
import { NetError } from '@taonet/wire'
import type { AnswerCheck } from './structured/answer-check.ts'

const badReply = (what: string): NetError =>
  new NetError('bad-reply', `the miner's answer is unusable: ${what}`, 'ask again or another model')

/** @throws NetError `bad-reply` and what `Reply.json` and `check` throw. An answer that was cut is not held to any form. */
export async function wholeAnswer(reply: Reply, check?: AnswerCheck): Promise<ChatResponse> {
  if (reply.streamed) throw badReply('a stream that nobody asked for')
  const parsed = chatResponse.safeParse(await reply.json())
  if (!parsed.success) throw badReply('it does not follow the chat protocol')
  for (const { message, finish_reason } of check ? parsed.data.choices : [])
    if (finish_reason === 'stop') await check?.(message.content ?? '')
  return parsed.data
}

function chunkOf(payload: string): ChatChunk {
  try {
    return chatChunk.parse(JSON.parse(payload))
  } catch {
    throw badReply('a chunk does not follow the chat protocol')
  }
}

/** Chunks as they come. @throws NetError `bad-reply` for a malformed one, or a stream that ends before its answer does. */
async function* chunksOf(reply: Reply): AsyncGenerator<ChatChunk, undefined> {
  let finished = false
  for await (const payload of reply.events()) {
    const chunk = chunkOf(payload)
    finished ||= chunk.choices.some(one => one.finish_reason !== null)
    yield chunk
  }
  if (!finished) throw badReply('the stream ends before its answer does')
}

/** A stream's words leave as they come; its end only after all of them were checked. */
async function* checkedEnd(
  chunks: AsyncGenerator<ChatChunk, undefined>,
  check: AnswerCheck,
): AsyncGenerator<ChatChunk, undefined> {
  let text = ''
  for await (const chunk of chunks) {
    const choice = chunk.choices.find(({ index }) => index === 0)
    text += choice?.delta.content ?? ''
    if (choice?.finish_reason === 'stop') await check(text)
    yield chunk
  }
}

export interface ChunkStream {
  readonly first: ChatChunk
  readonly rest: AsyncGenerator<ChatChunk, undefined>
  cancel(): void
}

/** Resolves with the first chunk: until then another miner may still be asked. @throws NetError. */
export async function streamedAnswer(reply: Reply, check?: AnswerCheck): Promise<ChunkStream> {
  if (!reply.streamed) {
    reply.cancel()
    throw badReply('no stream')
  }
  const rest = check ? checkedEnd(chunksOf(reply), check) : chunksOf(reply)
  const first = await rest.next()
  if (first.done) throw badReply('an empty stream')
  return { first: first.value, rest, cancel: () => reply.cancel() }
}
