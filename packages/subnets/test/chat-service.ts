// A service around a function from a chat request to a whole answer; who wants a stream gets the answer in one piece.
import { type ChatRequest, type ChatResponse, chatRequest, route, type Service } from '@taonet/neuron'

async function* eventsOf({ choices: [choice], usage, ...head }: ChatResponse): AsyncGenerator<unknown> {
  const chunk = { ...head, object: 'chat.completion.chunk' }
  const content = choice?.message.content ?? ''
  const delta = { role: 'assistant', content }
  yield { ...chunk, choices: [{ index: 0, delta, finish_reason: null, logprobs: choice?.logprobs }] }
  yield { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: choice?.finish_reason }] }
  yield { ...chunk, choices: [], usage }
}

/** What the miner says of itself: it need not be so. */
export type Declared = Pick<Service, 'model' | 'sha256' | 'engine'>

export function chatService(
  declared: Declared,
  answer: (request: ChatRequest) => Promise<ChatResponse>,
): Service {
  return {
    ...declared,
    routes: {
      '/v1/chat/completions': route(chatRequest, async request => {
        const response = await answer(request)
        return request.stream
          ? { type: 'events', events: eventsOf(response) }
          : { type: 'json', body: response }
      }),
    },
  }
}
