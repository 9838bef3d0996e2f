// A streamed answer through the gate, chunk by chunk: each leaves, as it came, once all of its text may.
import type { ChatChunk } from '@taonet/neuron'
import { NetError } from '@taonet/wire'
import type { ChunkStream } from '../chat-reply.ts'
import type { AnswerGate, Released } from './answer-gate.ts'
import type { Judgement } from './gate.ts'
import { textOf } from './gated-answer.ts'

type Choice = ChatChunk['choices'][number]

/** Chunks that may wait for their text to be judged: far more than a held-back text has tokens. */
const MOST_HELD = 8_192

interface Held {
  readonly choice: Choice
  /** Characters of the choice's text up to the end of this chunk. */
  readonly until: number
}

const tooMany = (): NetError =>
  new NetError('bad-reply', 'the miner sends chunks without text', 'ask again or another model')

function withoutRole({ delta: { role: _, ...delta }, ...choice }: Choice): Choice {
  return { ...choice, delta }
}

/** One choice of the answer. */
class GatedChoice {
  readonly #index: number
  readonly #gate: AnswerGate
  #held: Held[] = []
  #come = 0
  #released = 0
  #begun = false
  /** Whether it has come to its end, and whether that was the gate's doing. */
  over = false
  cut = false

  constructor(index: number, gate: AnswerGate) {
    this.#index = index
    this.#gate = gate
  }

  /** What may leave now. */
  async take(choice: Choice): Promise<Choice[]> {
    if (this.over) return []
    const text = textOf(choice.delta)
    // The head goes at once, as OpenAI's does, whatever is held back of the text.
    const heads = !this.#begun && text !== ''
    this.#begun = true
    this.#come += text.length
    this.#held.push({ choice: heads ? withoutRole(choice) : choice, until: this.#come })
    if (this.#held.length > MOST_HELD) throw tooMany()
    const head = heads ? [this.#head()] : []
    const leaving = this.#leave(await this.#gate.push(text))
    if (this.over || choice.finish_reason === null) return [...head, ...leaving]
    const last = this.#leave(await this.#gate.end())
    this.over = true
    return [...head, ...leaving, ...last]
  }

  /** What is held of an answer that will have no end. */
  async rest(): Promise<Choice[]> {
    if (this.over) return []
    this.over = true
    return this.#leave(await this.#gate.end())
  }

  #head(): Choice {
    return { index: this.#index, delta: { role: 'assistant', content: '' }, finish_reason: null }
  }

  #leave({ text, judgement }: Released): Choice[] {
    this.#released += text.length
    const stays = this.#held.findIndex(one => one.until > this.#released)
    const leaving = this.#held.splice(0, stays < 0 ? this.#held.length : stays).map(one => one.choice)
    return judgement === undefined ? leaving : [...leaving, this.#cut(judgement)]
  }

  #cut(judgement: Judgement): Choice {
    this.over = true
    this.cut = true
    this.#held = []
    const delta = judgement.allowed ? {} : ({ role: 'assistant', refusal: judgement.refusal } as const)
    return { index: this.#index, delta, finish_reason: 'content_filter' }
  }
}

async function* gated(
  { first, rest, cancel }: ChunkStream,
  gateOf: () => AnswerGate,
  expected: number,
): AsyncGenerator<ChatChunk, undefined> {
  const choices = new Map<number, GatedChoice>()
  let last: Omit<ChatChunk, 'choices' | 'usage'> = first
  try {
    for await (const { choices: come, usage, ...head } of withFirst(first, rest)) {
      last = head
      for (const choice of come) {
        const one = choices.get(choice.index) ?? new GatedChoice(choice.index, gateOf())
        choices.set(choice.index, one)
        for (const leaving of await one.take(choice)) yield { ...head, choices: [leaving] }
      }
      if (usage) yield { ...head, choices: [], usage }
      const over = [...choices.values()].filter(one => one.over)
      // Nobody will read what the miner still has to say.
      if (over.length === expected && over.some(one => one.cut)) {
        cancel()
        return
      }
    }
  } catch (thrown) {
    // What had come before the stream broke is the reader's, as far as it is clean.
    for (const one of choices.values())
      for (const leaving of await one.rest()) yield { ...last, choices: [leaving] }
    throw thrown
  }
}

async function* withFirst(first: ChatChunk, rest: AsyncIterable<ChatChunk>): AsyncGenerator<ChatChunk> {
  yield first
  yield* rest
}

/**
 * The same stream as far as it is clean: what is found in a choice ends it with `content_filter`, and nothing more of it leaves.
 * `expected`: choices of the answer; once all are over and one was cut, the miner is stopped.
 * @throws NetError what the stream or its judgement does.
 */
export async function gatedChunks(
  stream: ChunkStream,
  gateOf: () => AnswerGate,
  expected = 1,
): Promise<ChunkStream> {
  const chunks = gated(stream, gateOf, expected)
  try {
    const first = await chunks.next()
    if (first.done)
      throw new NetError('bad-reply', 'the miner answered nothing', 'ask again or another model')
    return { first: first.value, rest: chunks, cancel: () => stream.cancel() }
  } catch (thrown) {
    // Nobody has it yet who could stop it.
    stream.cancel()
    throw thrown
  }
}
