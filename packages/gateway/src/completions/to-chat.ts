// A completion as questions of chat: each prompt is what its user says. Models here are tuned to answer, not to continue.
import type { ChatRequest } from '../chat-request.ts'
import type { CompletionRequest } from './request.ts'
import { conversationIn } from './transcript.ts'

/** As OpenAI has it, where nothing is said. */
const DEFAULT_TOKENS = 16

/** One question a prompt, in their order. */
export function toChat(request: CompletionRequest): readonly [ChatRequest, ...ChatRequest[]] {
  const { prompt, logprobs, max_tokens, ...rest } = request
  const ask = (content: string): ChatRequest => ({
    ...rest,
    messages: [...(conversationIn(content) ?? [{ role: 'user', content }])],
    max_tokens: max_tokens ?? DEFAULT_TOKENS,
    ...(logprobs == null ? {} : { logprobs: true, top_logprobs: logprobs }),
  })
  const [first, ...others] = prompt
  return [ask(first), ...others.map(ask)]
}
