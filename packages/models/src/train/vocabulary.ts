/** The vocabulary of the models we train: the 256 bytes and three marks that frame a chat. */

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

/**
 * Every token as GPT-2 tokenizers spell it: printable Latin-1 bytes as themselves, the others moved to U+0100 and up
 * (Radford et al. 2019, `bytes_to_unicode`), so that a tokenizer without merges is a byte tokenizer.
 */
export function tokenSpellings(): string[] {
  const printable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || (byte >= 174 && byte <= 255)
  let moved = 256
  const bytes = Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : moved++))
  return [...bytes, ...MARKS]
}
