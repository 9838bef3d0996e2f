// A text answer is whole or streamed. What either has to be able to do, so that everything done to answers is written once.
import type { ChatResponse, Reply } from '@taonet/neuron'
import type { ChunkStream } from '../chat-reply.ts'
import type { Gate } from '../gate/gate.ts'
import type { AnswerCheck } from '../structured/answer-check.ts'
import type { TextQuestion } from './question.ts'

type Usage = ChatResponse['usage']

/** What an answer amounted to, as far as it was given. */
export interface Given {
  /** Undefined where the miner counts nothing, or did not come to its end. */
  readonly usage: Usage
  /** About as many tokens as left: pieces of a stream, or what so much text has. */
  readonly pieces: number
  /** All of it, once it came to its end; undefined where it did not, or was more than words. */
  readonly answer: ChatResponse | undefined
}

/** What of a question the gate has to know. */
type Judged = Pick<TextQuestion, 'id' | 'caller' | 'request'>

export interface Form<T> {
  readonly streamed: boolean
  /** As much of a miner's reply as shows that it answers; `check` is told its whole text. @throws NetError when it does not. */
  accept(reply: Reply, check?: AnswerCheck): Promise<T>
  /** An answer that is whole already. */
  ofWhole(answer: ChatResponse): T
  /** An answer that comes in chunks. @throws NetError where it breaks before this form has what it needs. */
  ofStream(chunks: ChunkStream): Promise<T>
  /** The same as far as it is clean. @throws what the judging does. */
  gated(answer: T, gate: Gate, question: Judged): Promise<T>
  /** Answers to one question as its choices. */
  together(answers: readonly [T, ...T[]]): T
  /** The same answer. `onEnd` is told once, when the last of it was given, or it broke, or its reader went away. */
  watched(answer: T, onEnd: (given: Given) => void): T
  /** Stops what nobody will read. */
  cancel(answer: T): void
}

/** What several answers to one question took: the prompt was read once. */
export const usageOfAll = (counts: readonly Usage[]): Usage => {
  const known = counts.filter(one => one !== undefined)
  if (known.length === 0) return undefined
  const of = (name: keyof (typeof known)[number]) => known.reduce((total, one) => total + one[name], 0)
  const prompt_tokens = Math.max(...known.map(one => one.prompt_tokens))
  const completion_tokens = of('completion_tokens')
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}
