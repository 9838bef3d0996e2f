/** One chat completion on a loaded model, token by token. */
import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import type { Alternative, ChatMessage, Finish, Generation, Piece } from '../model.ts'
import { NetError } from '../net-error.ts'
import { type JsonReply, jsonReply } from './json-reply.ts'
import { CHUNK, type LoadedModel } from './llama-model.ts'
import { sampler } from './sampler.ts'
import { stopText } from './stop-text.ts'
import type { Turns } from './turns.ts'

/** The model's own distribution: nothing cut off, nothing sharpened. Validators recompute exactly this. */
export const WHOLE = { temperature: 1, topK: 0, topP: 1, minP: 0 } as const
/** Room for a reply that is always kept free when old messages are dropped. */
const LEAST_REPLY = 16

export async function generate(
  model: LoadedModel,
  request: Generation,
  turns: Turns,
  emit: (pieces: readonly Piece[]) => void,
  signal: AbortSignal,
): Promise<Finish> {
  if (request.json !== undefined && request.topLogprobs !== undefined)
    throw new NetError(
      'bad_request',
      'there are no log-probabilities of a reply that a grammar holds to JSON',
    )
  const json = request.json === undefined ? undefined : await jsonReply(model.llama, request.json)
  const prompt = fittingPrompt(model, request)
  const limit = Math.min(request.maxTokens, model.contextLength - prompt.length)
  const sequence = model.free.pop()
  if (sequence === undefined) throw new NetError('busy', 'every sequence of this model is at work')
  try {
    await turns(() => sequence.clearHistory())
    await readPrompt(sequence, prompt, turns, signal)
    const stop = stopText([...model.stops, ...(request.stop ?? [])])
    const reply = replyTokens(model, sequence, prompt.at(-1)!, { ...request, reply: json }, turns, signal)
    let completionTokens = 0
    for await (const { piece, ends } of reply) {
      if (ends) {
        emit([...stop.rest(), piece])
        return { reason: 'stop', promptTokens: prompt.length, completionTokens }
      }
      completionTokens++
      const { pieces, stopped } = stop.push(piece)
      if (pieces.length > 0) emit(pieces)
      if (stopped) return { reason: 'stop', promptTokens: prompt.length, completionTokens }
      if (json?.whole(piece.text)) {
        emit(stop.rest())
        return { reason: 'stop', promptTokens: prompt.length, completionTokens }
      }
      if (completionTokens >= limit) break
    }
    emit(stop.rest())
    return { reason: 'length', promptTokens: prompt.length, completionTokens }
  } finally {
    model.free.push(sequence)
  }
}

/** The prompt with the oldest turns left out until it fits; system messages and the last turn stay. */
function fittingPrompt(model: LoadedModel, request: Generation): Token[] {
  let messages = request.messages
  for (;;) {
    const tokens = model.prompt(messages)
    if (tokens.length + Math.min(LEAST_REPLY, request.maxTokens) <= model.contextLength) return tokens
    const shorter = withoutOldestTurn(messages)
    if (shorter === undefined) {
      throw new NetError(
        'too_long',
        `the prompt has ${tokens.length} tokens, the model reads ${model.contextLength}`,
        {
          hint: 'shorten the last message or ask a model with a longer context',
        },
      )
    }
    messages = shorter
  }
}

function withoutOldestTurn(messages: readonly ChatMessage[]): readonly ChatMessage[] | undefined {
  const users = messages.flatMap(({ role }, i) => (role === 'user' ? [i] : []))
  const [oldest, next] = users
  if (oldest === undefined || next === undefined) return undefined
  return messages.filter(({ role }, i) => role === 'system' || i >= next)
}

/** Evaluates all of the prompt but its last token, in the same chunks every time: the same bits every time. */
export async function readPrompt(
  sequence: LlamaContextSequence,
  prompt: readonly Token[],
  turns: Turns,
  signal: AbortSignal,
): Promise<void> {
  for (let from = 0; from < prompt.length - 1; from += CHUNK) {
    signal.throwIfAborted()
    const chunk = prompt.slice(from, Math.min(from + CHUNK, prompt.length - 1))
    await turns(() => sequence.evaluateWithoutGeneratingNewTokens(chunk))
  }
}

/** What llama.cpp tells of one token; the whole distribution only where it was asked for, since it costs time. */
interface Step {
  readonly token: Token
  readonly probabilities?: ReadonlyMap<Token, number>
}

interface Replying extends Generation {
  readonly reply: JsonReply | undefined
}

async function* replyTokens(
  model: LoadedModel,
  sequence: LlamaContextSequence,
  last: Token,
  request: Replying,
  turns: Turns,
  signal: AbortSignal,
): AsyncGenerator<{ readonly piece: Piece; readonly ends: boolean }> {
  const { topLogprobs } = request
  const scored =
    topLogprobs === undefined ? undefined : { choose: sampler<Token>(request), count: topLogprobs }
  const steps: AsyncGenerator<Step, void, Token | undefined> =
    scored === undefined
      ? sequence.evaluateWithMetadata([last], {}, { ...nativeOptions(request), yieldEogToken: true })
      : sequence.evaluateWithMetadata([last], { probabilities: true }, { ...WHOLE, yieldEogToken: true })
  const decoder = new TextDecoder()
  try {
    for (let chosen: Token | undefined; ; ) {
      signal.throwIfAborted()
      const step = await turns(() => steps.next(chosen))
      if (step.done) return
      const { probabilities } = step.value
      chosen =
        probabilities === undefined || scored === undefined ? step.value.token : scored.choose(probabilities)
      const bytes = model.tokens.bytes(chosen)
      const ends = model.llama.isEogToken(chosen)
      const text = ends ? '' : decoder.decode(Uint8Array.from(bytes), { stream: true })
      // The end of a reply has no text, but where log-probabilities are asked for it has a distribution like any token.
      const piece =
        probabilities === undefined || scored === undefined
          ? { text }
          : { text, bytes, ...scores(model, chosen, probabilities, scored.count) }
      yield { piece, ends }
    }
  } finally {
    await steps.return()
  }
}

function nativeOptions({ temperature, topP, seed, reply }: Replying) {
  return {
    temperature,
    topK: 0,
    minP: 0,
    topP: topP ?? 1,
    ...(seed === undefined ? {} : { seed }),
    ...(reply === undefined ? {} : { grammarEvaluationState: reply.state }),
  }
}

/** Probabilities come as 32-bit floats whose sum strays from one; the logarithms are of the normalised ones. */
function scores(model: LoadedModel, token: Token, probabilities: ReadonlyMap<Token, number>, count: number) {
  let mass = 0
  for (const probability of probabilities.values()) mass += probability
  const logprob = (probability: number) => Math.log(Math.max(probability, Number.MIN_VALUE) / mass)
  const top: Alternative[] = []
  for (const [other, probability] of probabilities) {
    if (top.length >= count) break
    top.push({
      text: model.tokens.text(other),
      bytes: model.tokens.bytes(other),
      logprob: logprob(probability),
    })
  }
  return { logprob: logprob(probabilities.get(token) ?? 0), top }
}
