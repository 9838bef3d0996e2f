/** How likely a loaded model finds a reply that somebody else wrote: teacher-forced, a window at a time. */
import type { Token } from 'node-llama-cpp'
import type { Likelihood } from '../model.ts'
import { NetError } from '../net-error.ts'
import { readPrompt, WHOLE } from './generation.ts'
import { CHUNK, type LoadedModel } from './llama-model.ts'
import type { LikelihoodRequest } from './messages.ts'
import type { Turns } from './turns.ts'

const NEXT = { generateNext: { probabilities: true, options: WHOLE } } as const

/**
 * Bits of `text` as a reply to `messages`, and its bytes. A text longer than the context is read in windows that each
 * begin after the messages. Throws NetError `too_long` when the messages alone fill the context.
 */
export async function likelihood(
  model: LoadedModel,
  { messages, text }: LikelihoodRequest,
  turns: Turns,
  signal: AbortSignal,
): Promise<Likelihood> {
  const prompt = model.prompt(messages)
  const tokens = model.llama.tokenize(text, false)
  const room = model.contextLength - prompt.length
  if (room < 1) throw new NetError('too_long', 'the question fills the context')
  const sequence = model.free.pop()
  if (sequence === undefined) throw new NetError('busy', 'every sequence of this model is at work')
  let bits = 0
  try {
    for (let from = 0; from < tokens.length; from += room) {
      const window = tokens.slice(from, from + room)
      await turns(() => sequence.clearHistory())
      await readPrompt(sequence, prompt, turns, signal)
      // Each token foretells the one after it; the last of the prompt foretells the first of the window.
      const read = [...prompt.slice(-1), ...window.slice(0, -1)]
      for (let at = 0; at < read.length; at += CHUNK) {
        signal.throwIfAborted()
        const chunk = read.slice(at, at + CHUNK)
        const results = await turns(() => sequence.controlledEvaluate(chunk.map(token => [token, NEXT])))
        for (const [i, result] of results.entries()) {
          bits += bitsOf(result?.next.probabilities, window[at + i])
        }
      }
    }
  } finally {
    model.free.push(sequence)
  }
  return { bits, bytes: new TextEncoder().encode(text).length }
}

function bitsOf(probabilities: ReadonlyMap<Token, number> | undefined, token: Token | undefined): number {
  let mass = 0
  for (const probability of probabilities?.values() ?? []) mass += probability
  const found = token === undefined ? undefined : probabilities?.get(token)
  return -Math.log2(Math.max(found ?? 0, Number.MIN_VALUE) / mass)
}
