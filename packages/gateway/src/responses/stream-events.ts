// A streamed answer of chat as the events of a response, in OpenAI's order: created, in progress, items and their parts, completed.
import type { ChatChunk } from '@taonet/neuron'
import type { Refused } from '../openai-error.ts'
import { refusalIn } from '../refusal.ts'
import type { ResponseRequest } from './request.ts'
import {
  begun,
  broken,
  ended,
  type OutputItem,
  type ResponseIdentity,
  type ResponseObject,
} from './response-object.ts'
import { callItems, type Event, wordsItem } from './stream-items.ts'

export interface ResponseStream {
  /** Events as they are written. `onResponse` is told the whole response when it is complete. */
  events(
    chunks: AsyncIterable<ChatChunk>,
    onResponse: (response: ResponseObject) => void,
  ): AsyncGenerator<string>
  /** What a stream ends with that broke. */
  failed(refused: Refused): string
}

export function responseStream(request: ResponseRequest, identity: ResponseIdentity): ResponseStream {
  const start = begun(request, identity)
  let count = 0
  const event: Event = (type, fields) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: count++, ...fields })}\n\n`

  async function* events(
    chunks: AsyncIterable<ChatChunk>,
    onResponse: (response: ResponseObject) => void,
  ): AsyncGenerator<string> {
    yield event('response.created', { response: start })
    yield event('response.in_progress', { response: start })
    let items = 0
    const placed = (): number => items++
    const words = wordsItem(identity, event, placed)
    const calls = callItems(identity, event, placed)
    let usage: ChatChunk['usage']
    let finish: ChatChunk['choices'][number]['finish_reason'] = null
    for await (const chunk of chunks) {
      usage = chunk.usage ?? usage
      for (const { index, delta, finish_reason, logprobs } of chunk.choices) {
        if (index !== 0) continue
        finish = finish_reason ?? finish
        if (delta.content) yield* words.say(delta.content, logprobs?.content ?? [])
        const refusal = refusalIn(delta)
        if (refusal) yield* words.refuse(refusal)
        if (delta.tool_calls) yield* calls.push(delta.tool_calls)
      }
    }
    if (!calls.begun) yield* words.begin()
    const output: OutputItem[] = []
    const isWhole = finish === 'stop' || finish === 'tool_calls'
    if (words.begun) yield* words.end(isWhole ? 'completed' : 'incomplete', output)
    yield* calls.end(output)
    const response = ended(start, output, finish ?? 'stop', usage)
    onResponse(response)
    yield event(`response.${response.status}`, { response })
  }

  return {
    events,
    failed({ body }) {
      const { message, code, param } = body.error
      // The form of the reference, and beside it the one that stock clients throw for.
      const said = event('error', { code, message, param, error: body.error })
      return said + event('response.failed', { response: broken(start, body) })
    },
  }
}
