// Answers that come in chunks.
import { type ChatChunk, type ChatResponse, callDeltas } from '@taonet/neuron'
import { type ChunkStream, streamedAnswer } from '../chat-reply.ts'
import { gatedChunks } from '../gate/gated-chunks.ts'
import { type Form, usageOfAll } from './form.ts'
import { Giving } from './giving.ts'

/** Chunks of an answer that came whole: its text, then its end, as a miner would have streamed it. */
function* chunksOf({ choices, usage, ...answer }: ChatResponse): Generator<ChatChunk> {
  const head = { ...answer, object: 'chat.completion.chunk' } as const
  for (const { index, message, finish_reason, logprobs } of choices) {
    const { tool_calls, ...said } = message
    const delta = { ...said, ...(tool_calls ? { tool_calls: callDeltas(tool_calls) } : {}) }
    yield { ...head, choices: [{ index, delta, finish_reason: null, logprobs }] }
    yield { ...head, choices: [{ index, delta: {}, finish_reason }] }
  }
  if (usage) yield { ...head, choices: [], usage }
}

async function* later<T>(items: Iterable<T>): AsyncGenerator<T, undefined> {
  yield* items
}

type Turn = { readonly at: number; readonly result: IteratorResult<ChatChunk, undefined> }

/** Chunks of several streams in the order in which they come, each under its own index; their usages as one at the end. */
async function* interleaved(
  streams: readonly AsyncGenerator<ChatChunk, undefined>[],
): AsyncGenerator<ChatChunk, undefined> {
  const turn = async (at: number): Promise<Turn> => ({
    at,
    result: (await streams[at]?.next()) ?? { done: true, value: undefined },
  })
  const next = (at: number): Promise<Turn> => {
    const coming = turn(at)
    // Its failure is told by whoever waits for it; when one has failed, nobody waits for the others any more.
    coming.catch(() => {})
    return coming
  }
  const waiting = new Map(streams.map((_, at) => [at, next(at)]))
  const usages: ChatResponse['usage'][] = []
  let last: ChatChunk | undefined
  while (waiting.size > 0) {
    const { at, result } = await Promise.race(waiting.values())
    if (result.done) {
      waiting.delete(at)
      continue
    }
    waiting.set(at, next(at))
    const { usage, ...chunk } = result.value
    last = chunk
    if (usage) usages.push(usage)
    const choices = chunk.choices.filter(({ index }) => index === 0).map(one => ({ ...one, index: at }))
    if (choices.length > 0) yield { ...chunk, choices }
  }
  const usage = usageOfAll(usages)
  if (last && usage) yield { ...last, choices: [], usage }
}

async function* noted(
  chunks: AsyncGenerator<ChatChunk, undefined>,
  giving: Giving,
  onEnd: (whole: boolean) => void,
): AsyncGenerator<ChatChunk, undefined> {
  try {
    for await (const chunk of chunks) {
      giving.take(chunk)
      yield chunk
    }
    onEnd(true)
  } finally {
    onEnd(false)
  }
}

export const streamed: Form<ChunkStream> = {
  streamed: true,
  accept: streamedAnswer,
  ofWhole(answer) {
    const [first, ...rest] = chunksOf(answer)
    if (!first) throw new Error('an answer without choices')
    return { first, rest: later(rest), cancel() {} }
  },
  ofStream: async chunks => chunks,
  gated: async (answer, gate, { id, caller, request }) =>
    caller.policy === 'off' ? answer : gatedChunks(answer, () => gate.stream(caller, id), request.n ?? 1),
  together(answers) {
    const [only] = answers
    if (answers.length === 1) return only
    // What has come already goes first, so that the stream has begun when this returns.
    const firsts = answers.map(({ first }, index) => ({
      ...first,
      choices: first.choices.map(one => ({ ...one, index })),
    }))
    const [first, ...others] = firsts
    const rest = async function* (): AsyncGenerator<ChatChunk, undefined> {
      yield* others
      yield* interleaved(answers.map(one => one.rest))
    }
    const cancel = (): void => {
      for (const one of answers) one.cancel()
    }
    return { first: first ?? only.first, rest: rest(), cancel }
  },
  watched({ first, rest, cancel }, onEnd) {
    const giving = new Giving(first)
    giving.take(first)
    let over = false
    const end = (whole: boolean): void => {
      if (over) return
      over = true
      const { usage, pieces } = giving
      onEnd({ usage, pieces, answer: whole ? giving.answer : undefined })
    }
    return {
      first,
      rest: noted(rest, giving, end),
      cancel() {
        cancel()
        end(false)
      },
    }
  },
  cancel: answer => answer.cancel(),
}
