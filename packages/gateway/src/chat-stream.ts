// A streamed answer on its way to the caller: server-sent events in OpenAI's form, pulled as fast as they are read.
import type { ChatChunk } from '@taonet/neuron'
import type { ChunkStream } from './chat-reply.ts'
import { type Refused, refusalOf } from './openai-error.ts'

export interface Identity {
  readonly id: string
  readonly created: number
  readonly model: string
}

export interface StreamOptions {
  readonly identity: Identity
  readonly wantsUsage: boolean
  /** Told once, when the last byte is written, the caller has gone, or the miner failed. */
  onEnd(failure: Refused | undefined): void
}

const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`

/** Events until `[DONE]`; usage only for those who want it, and then at the end, as OpenAI sends it. */
async function* eventsOf(
  { first, rest }: ChunkStream,
  { identity, wantsUsage }: StreamOptions,
): AsyncGenerator<string> {
  let usage: ChatChunk['usage']
  const written = (chunk: ChatChunk): string => {
    usage = chunk.usage ?? usage
    const { choices } = chunk
    const head = { ...identity, object: 'chat.completion.chunk' }
    return choices.length === 0 ? '' : event({ ...head, choices, ...(wantsUsage ? { usage: null } : {}) })
  }
  yield written(first)
  for await (const chunk of rest) yield written(chunk)
  if (wantsUsage && usage) yield event({ ...identity, object: 'chat.completion.chunk', choices: [], usage })
  yield 'data: [DONE]\n\n'
}

/** The body of the response. Whoever stops reading cancels the miner's work. */
export function streamBody(chunks: ChunkStream, options: StreamOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const events = eventsOf(chunks, options)
  const next = async (): Promise<string | undefined> => {
    for (;;) {
      const { done, value } = await events.next()
      if (done) return undefined
      if (value !== '') return value
    }
  }
  return new ReadableStream({
    async pull(controller) {
      try {
        const text = await next()
        if (text !== undefined) return controller.enqueue(encoder.encode(text))
        options.onEnd(undefined)
      } catch (thrown) {
        // The status line is gone: the error travels as OpenAI's clients expect it inside a stream.
        const refused = refusalOf(thrown)
        controller.enqueue(encoder.encode(event(refused.body)))
        options.onEnd(refused)
      }
      controller.close()
    },
    cancel() {
      chunks.cancel()
      options.onEnd(undefined)
    },
  })
}
