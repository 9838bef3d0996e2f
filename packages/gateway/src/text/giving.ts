// What has been given of a streamed answer so far, and all of it at the end.
import type { ChatChunk, ChatResponse } from '@taonet/neuron'

export class Giving {
  readonly #head: Omit<ChatResponse, 'object' | 'choices' | 'usage'>
  readonly #choices = new Map<
    number,
    { content: string; finish: ChatResponse['choices'][number]['finish_reason'] | null }
  >()
  #onlyWords = true
  pieces = 0
  usage: ChatResponse['usage']

  constructor({ id, created, model }: ChatChunk) {
    this.#head = { id, created, model }
  }

  take({ choices, usage }: ChatChunk): void {
    this.usage = usage ?? this.usage
    for (const { index, delta, finish_reason, logprobs } of choices) {
      const choice = this.#choices.get(index) ?? { content: '', finish: null }
      this.#choices.set(index, choice)
      choice.content += delta.content ?? ''
      choice.finish = finish_reason ?? choice.finish
      if (delta.content) this.pieces++
      if (delta.tool_calls || logprobs) this.#onlyWords = false
    }
  }

  /** Undefined unless every choice has come to its end, and is words alone. */
  get answer(): ChatResponse | undefined {
    const choices = [...this.#choices].flatMap(([index, { content, finish }]) =>
      finish === null
        ? []
        : [
            {
              index,
              message: { role: 'assistant' as const, content },
              finish_reason: finish,
              logprobs: null,
            },
          ],
    )
    if (!this.#onlyWords || choices.length < this.#choices.size) return undefined
    const usage = this.usage ? { usage: this.usage } : {}
    return { ...this.#head, object: 'chat.completion', choices, ...usage }
  }
}
