/** From chat messages to tokens through the template a GGUF file carries, so that no content can forge a mark. */
import { Template } from '@huggingface/jinja'
import type { ChatMessage } from '../model.ts'
import { NetError } from '../net-error.ts'

/** The tokenizer of a loaded model. */
export interface Tokenizer<Token> {
  /** `marks`: whether control tokens may be recognised in the text. */
  tokenize(text: string, marks: boolean): Token[]
  /** The token that starts every text, where the model wants one, and its spelling. */
  readonly begin: Token | undefined
  readonly beginText: string
  readonly endText: string
}

/** For weights without a template. */
const PLAIN =
  "{% for m in messages %}{{ m['role'] + ': ' + m['content'] + '\\n' }}{% endfor %}{{ 'assistant: ' }}"

/** Where a reply under the plain form ends: such weights go on to play the user too. */
export const PLAIN_STOPS: readonly string[] = ['\nuser:', '\nassistant:']

export type ChatPrompt<Token> = (messages: readonly ChatMessage[]) => Token[]

/** Renders a chat up to where the assistant's next words belong; a trailing assistant message stays open. */
export function chatPrompt<Token>(
  tokenizer: Tokenizer<Token>,
  template: string | undefined,
): ChatPrompt<Token> {
  const jinja = new Template(template ?? PLAIN)
  const render = (messages: readonly ChatMessage[]) =>
    jinja.render({
      messages: messages.map(({ role, content }) => ({ role, content })),
      bos_token: tokenizer.beginText,
      eos_token: tokenizer.endText,
      add_generation_prompt: true,
    })

  return messages => {
    const last = messages.at(-1)
    const prefill = last?.role === 'assistant' ? last.content : ''
    const said = last?.role === 'assistant' ? messages.slice(0, -1) : messages
    const text = renderMarked(said, render)
    const tokens = text.flatMap(part =>
      typeof part === 'number'
        ? tokenizer.tokenize(said[part]?.content ?? '', false)
        : tokenizer.tokenize(part, true),
    )
    const { begin } = tokenizer
    return [
      ...(begin === undefined || tokens[0] === begin ? [] : [begin]),
      ...tokens,
      ...(prefill === '' ? [] : tokenizer.tokenize(prefill, false)),
    ]
  }
}

/** Stands for the content of message i while a template runs; private-use characters, so no template cuts it up. */
const marker = (i: number) => `\uE000${i}\uE001`

/**
 * The template's own text, with message numbers where the contents go. Contents are tokenized apart from the
 * template, as plain text: `<|end|>` typed by a user is six letters between bars, not the end of a turn.
 */
function renderMarked(
  messages: readonly ChatMessage[],
  render: (messages: readonly ChatMessage[]) => string,
): (string | number)[] {
  let text: string
  try {
    text = render(messages.map((message, i) => ({ ...message, content: marker(i) })))
  } catch (cause) {
    const [first, second, ...rest] = messages.map((message, i) => ({ ...message, content: marker(i) }))
    if (first?.role !== 'system' || second === undefined) {
      throw new NetError('bad_request', 'the model has no place for this order of messages', { cause })
    }
    // Some templates know no system role: its text then opens the first message.
    text = render([{ ...second, content: `${first.content}\n\n${second.content}` }, ...rest])
  }
  return text
    .split(/\uE000(\d+)\uE001/)
    .map((part, i) => (i % 2 === 1 ? Number(part) : part))
    .filter(part => part !== '')
}
