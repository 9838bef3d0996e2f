// A streamed answer on its way to the caller: chunks in OpenAI's form.
import type { ChatChunk } from '@taonet/neuron'
import type { ChunkStream } from './chat-reply.ts'
import { DONE, dataEvent } from './event-body.ts'

export interface Identity {
  readonly id: string
  readonly created: number
  readonly model: string
}

export async function* chunksOf({ first, rest }: ChunkStream): AsyncGenerator<ChatChunk, undefined> {
  yield first
  yield* rest
}

/**
 * Events until `[DONE]`; usage only for those who want it, and then at the end, as OpenAI sends it.
 * @param onFirst What the first chunk says besides.
 */
export async function* chatEvents(
  chunks: AsyncIterable<ChatChunk>,
  identity: Identity,
  wantsUsage: boolean,
  onFirst: object = {},
): AsyncGenerator<string> {
  let usage: ChatChunk['usage']
  let besides = onFirst
  const head = { ...identity, object: 'chat.completion.chunk' }
  for await (const chunk of chunks) {
    usage = chunk.usage ?? usage
    const { choices } = chunk
    if (choices.length === 0) continue
    yield dataEvent({ ...head, choices, ...(wantsUsage ? { usage: null } : {}), ...besides })
    besides = {}
  }
  if (wantsUsage && usage) yield dataEvent({ ...head, choices: [], usage })
  yield DONE
}
