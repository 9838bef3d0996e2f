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
}

const utf8 = new TextEncoder()

export const promptTokens = (prompt: string): number[] => [USER, ...utf8.encode(prompt), ASSISTANT]

export const answerTokens = (answer: string): number[] => [...utf8.encode(answer), END]

/** Question and reply as a model reads them. */
export const talkTokens = ({ prompt, answer }: Pick<Example, 'prompt' | 'answer'>): number[] => [
  ...promptTokens(prompt),
  ...answerTokens(answer),
]

/** Every token as the weight file spells it. */
export const tokenSpellings = (): string[] => [...gpt2Spellings, ...MARKS]
