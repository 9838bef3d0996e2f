// A miner's chat answer as far as it may be believed: checked against the chat protocol, and nothing else let through.
import {
  assembleCalls,
  type ChatChunk,
  type ChatResponse,
  chatChunk,
  chatResponse,
  type Reply,
  type ToolCallDelta,
} from '@taonet/neuron'
import { NetError } from '@taonet/wire'
import { ANY_TEXT, type AnswerCheck } from './structured/answer-check.ts'

const badReply = (what: string): NetError =>
  new NetError('bad-reply', `the miner's answer is unusable: ${what}`, 'ask again or another model')

const notOffered = (): NetError => badReply('it calls what nobody offered')

/** A miner is asked for one choice at a time: of another, nothing would be checked or charged. */
const isOnlyChoice = (choices: readonly { readonly index: number }[]): boolean =>
  choices.length <= 1 && choices.every(({ index }) => index === 0)

const anotherChoice = (): NetError => badReply('it has a choice that nobody asked for')

/** @throws NetError `bad-reply` and what `Reply.json` and `check` throw. An answer that was cut is not held to any form. */
export async function wholeAnswer(reply: Reply, check = ANY_TEXT): Promise<ChatResponse> {
  if (reply.streamed) throw badReply('a stream that nobody asked for')
  const parsed = chatResponse.safeParse(await reply.json())
  if (!parsed.success) throw badReply('it does not follow the chat protocol')
  if (!isOnlyChoice(parsed.data.choices)) throw anotherChoice()
  for (const { message, finish_reason } of parsed.data.choices) {
    const calls = message.tool_calls ?? []
    if (!calls.every((call, at) => check.mayCall(call.function.name, at))) throw notOffered()
    if (finish_reason === 'tool_calls' && calls.length === 0) throw badReply('it calls nothing')
    if (isWhole(finish_reason)) await check.all(message.content ?? '', calls)
  }
  return parsed.data
}

const isWhole = (reason: string | null | undefined): boolean => reason === 'stop' || reason === 'tool_calls'

function chunkOf(payload: string): ChatChunk {
  try {
    return chatChunk.parse(JSON.parse(payload))
  } catch {
    throw badReply('a chunk does not follow the chat protocol')
  }
}

/** Chunks as they come. @throws NetError `bad-reply` for a malformed one, or a stream that ends before its answer does. */
async function* chunksOf(reply: Reply, { mayCall }: AnswerCheck): AsyncGenerator<ChatChunk, undefined> {
  const begun = new Set<number>()
  let finished = false
  for await (const payload of reply.events()) {
    const chunk = chunkOf(payload)
    if (!isOnlyChoice(chunk.choices)) throw anotherChoice()
    for (const { delta, finish_reason } of chunk.choices) {
      finished ||= finish_reason !== null
      for (const { index, function: called } of delta.tool_calls ?? []) {
        // A call is named once; what follows are its arguments.
        const goesOn = begun.has(index) && !called?.name
        if (!goesOn && !mayCall(called?.name ?? '', index)) throw notOffered()
        begun.add(index)
      }
      if (finish_reason === 'tool_calls' && begun.size === 0) throw badReply('it calls nothing')
    }
    yield chunk
  }
  if (!finished) throw badReply('the stream ends before its answer does')
}

/** A stream's words leave as they come; its end only after all of them were checked. */
async function* checkedEnd(
  chunks: AsyncGenerator<ChatChunk, undefined>,
  check: AnswerCheck,
): AsyncGenerator<ChatChunk, undefined> {
  const calls: ToolCallDelta[] = []
  let text = ''
  for await (const chunk of chunks) {
    const [choice] = chunk.choices
    text += choice?.delta.content ?? ''
    calls.push(...(choice?.delta.tool_calls ?? []))
    if (isWhole(choice?.finish_reason)) await check.all(text, assembleCalls(calls))
    yield chunk
  }
}

export interface ChunkStream {
  readonly first: ChatChunk
  readonly rest: AsyncGenerator<ChatChunk, undefined>
  cancel(): void
}

/** Resolves with the first chunk: until then another miner may still be asked. @throws NetError. */
export async function streamedAnswer(reply: Reply, check = ANY_TEXT): Promise<ChunkStream> {
  if (!reply.streamed) {
    reply.cancel()
    throw badReply('no stream')
  }
  const chunks = chunksOf(reply, check)
  const rest = check.needsAll ? checkedEnd(chunks, check) : chunks
  const first = await rest.next()
  if (first.done) throw badReply('an empty stream')
  return { first: first.value, rest, cancel: () => reply.cancel() }
}
