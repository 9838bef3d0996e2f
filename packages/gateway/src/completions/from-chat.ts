// Answers of chat in the form of OpenAI's completions, whole and streamed.
import type { ChatChunk, ChatResponse, TokenLogprob } from '@taonet/neuron'
import type { Identity } from '../chat-stream.ts'
import { DONE, dataEvent } from '../event-body.ts'
import { refusalIn } from '../refusal.ts'
import { usageOfAll } from '../text/form.ts'
import type { CompletionRequest } from './request.ts'

interface Logprobs {
  readonly tokens: readonly string[]
  readonly token_logprobs: readonly number[]
  readonly top_logprobs: readonly Readonly<Record<string, number>>[]
  /** Where each token begins in the text, in characters. */
  readonly text_offset: readonly number[]
}

function logprobsOf(tokens: readonly TokenLogprob[] | null | undefined, begin: number): Logprobs | null {
  if (!tokens) return null
  let offset = begin
  return {
    tokens: tokens.map(({ token }) => token),
    token_logprobs: tokens.map(({ logprob }) => logprob),
    top_logprobs: tokens.map(({ top_logprobs: top }) =>
      Object.fromEntries(top.map(({ token, logprob }) => [token, logprob])),
    ),
    text_offset: tokens.map(({ token }) => {
      const at = offset
      offset += token.length
      return at
    }),
  }
}

/** Choices of the first prompt, then of the second, and so on; `answers` in the order of the prompts. */
export function fromChat(answers: readonly ChatResponse[], identity: Identity): object {
  const choices = answers
    .flatMap(one => one.choices)
    .map(({ message, finish_reason, logprobs }, index) => ({
      text: (message.content ?? '') + (refusalIn(message) ?? ''),
      index,
      logprobs: logprobsOf(logprobs?.content, 0),
      finish_reason,
    }))
  const usages = answers.map(one => one.usage)
  return { ...identity, object: 'text_completion', choices, usage: usageOfPrompts(usages) }
}

/** Each prompt was read for itself. */
function usageOfPrompts(usages: readonly ChatResponse['usage'][]): ChatResponse['usage'] {
  const completion = usageOfAll(usages)
  if (!completion) return undefined
  const prompt_tokens = usages.reduce((sum, one) => sum + (one?.prompt_tokens ?? 0), 0)
  return { ...completion, prompt_tokens, total_tokens: prompt_tokens + completion.completion_tokens }
}

/**
 * Streams one after the other, each prompt's choices under their own numbers; all of them run meanwhile.
 * @param onFirst What the first event says besides.
 */
export async function* completionEvents(
  { n, stream_options }: CompletionRequest,
  streams: readonly AsyncIterable<ChatChunk>[],
  identity: Identity,
  onFirst: object = {},
): AsyncGenerator<string> {
  let told = onFirst
  const head = { ...identity, object: 'text_completion' }
  const wantsUsage = stream_options?.include_usage === true
  const usages: ChatResponse['usage'][] = []
  const written = new Map<number, number>()
  for (const [prompt, chunks] of streams.entries()) {
    for await (const chunk of chunks) {
      if (chunk.usage) usages.push(chunk.usage)
      const choices = chunk.choices.map(({ index: choice, delta, finish_reason, logprobs }) => {
        const index = prompt * (n ?? 1) + choice
        const begin = written.get(index) ?? 0
        const text = (delta.content ?? '') + (refusalIn(delta) ?? '')
        written.set(index, begin + text.length)
        return { text, index, logprobs: logprobsOf(logprobs?.content, begin), finish_reason }
      })
      if (choices.length === 0) continue
      yield dataEvent({ ...head, choices, ...(wantsUsage ? { usage: null } : {}), ...told })
      told = {}
    }
  }
  const usage = usageOfPrompts(usages)
  if (wantsUsage && usage) yield dataEvent({ ...head, choices: [], usage })
  yield DONE
}
