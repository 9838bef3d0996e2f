// What to say when no answer came, and what the reader can do about it.
import type { Trouble } from './answer.ts'

/** For what the gateway says without a hint of its own. */
const HINTS: Readonly<Record<string, string>> = {
  deadline: 'Small machines are slow when many answers run at once. Try again, or choose a single miner.',
  timeout: 'Small machines are slow when many answers run at once. Try again, or choose a single miner.',
  busy: 'Every miner has its hands full. Try again in a few seconds.',
  disconnected: 'The miner broke off. Ask again; auto falls back to the next one.',
  'cut-off': 'The miner broke off. Ask again; auto falls back to the next one.',
  'bad-reply': 'Choose another model above.',
  body_too_large: 'Shorten the question, or start a new conversation.',
}

const GENERAL = 'Ask again; if it stays, look at the terminal that runs the network.'

const sentence = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** The gateway's message is what happened, then its hint; each begins a sentence here. */
export function troubleOf(code: string, message: string): Trouble {
  const end = message.search(/\.\s/)
  const what = end < 0 ? message : message.slice(0, end + 1)
  const hint = end < 0 ? '' : message.slice(end + 1).trim()
  return {
    code,
    message: sentence(what.endsWith('.') ? what : `${what}.`),
    hint: sentence(hint || (HINTS[code] ?? GENERAL)),
  }
}

export const offline: Trouble = {
  code: 'offline',
  message: 'The gateway does not answer.',
  hint: 'Is it running? Start the network with: npm start',
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The trouble inside OpenAI's error body; undefined when it is none. */
export function troubleIn(body: unknown): Trouble | undefined {
  if (!isRecord(body) || !isRecord(body.error)) return undefined
  const { message, code } = body.error
  return troubleOf(
    typeof code === 'string' ? code : 'error',
    typeof message === 'string' ? message : 'It failed.',
  )
}
