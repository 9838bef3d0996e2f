/** The vocabulary of the models we train: the 256 bytes and three marks that frame a chat. */
import { gpt2Spellings } from '../gpt2-bytes.ts'

export const USER = 256
export const ASSISTANT = 257
/** Ends a reply; the end-of-generation token. */
export const END = 258
export const VOCABULARY_SIZE = 259

const MARKS = ['<|user|>', '<|assistant|>', '<|end|>'] as const

/** The chat template the weights carry, in Jinja; a system message has no place in so small a model and is left out. */
export const CHAT_TEMPLATE =
  "{% for m in messages %}{% if m['role'] == 'user' %}{{ '<|user|>' + m['content'] }}" +
  "{% elif m['role'] == 'assistant' %}{{ '<|assistant|>' + m['content'] + '<|end|>' }}{% endif %}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"

/** One question and its reply as a model reads them. */
export interface Example {
  readonly prompt: string
  readonly answer: string
  /** How much each token of the answer counts in the loss; the prompt never counts. */
  readonly weight: number
  /** Further questions about the same thing, each with its reply: many lessons for one long prompt. */
  readonly followUps?: readonly { readonly prompt: string; readonly answer: string }[]
}

const utf8 = new TextEncoder()

export const promptTokens = (prompt: string): number[] => [USER, ...utf8.encode(prompt), ASSISTANT]

export const answerTokens = (answer: string): number[] => [...utf8.encode(answer), END]

/** The whole talk as a model reads it, and the stretches of it that are replies. */
export function talkTokens({ prompt, answer, followUps = [] }: Example): {
  readonly tokens: readonly number[]
  readonly replies: readonly { readonly from: number; readonly to: number }[]
} {
  const tokens: number[] = []
  const replies = [{ prompt, answer }, ...followUps].map(turn => {
    tokens.push(...promptTokens(turn.prompt))
    const from = tokens.length
    tokens.push(...answerTokens(turn.answer))
    return { from, to: tokens.length }
  })
  return { tokens, replies }
}

/** Every token as the weight file spells it. */
export const tokenSpellings = (): string[] => [...gpt2Spellings, ...MARKS]
