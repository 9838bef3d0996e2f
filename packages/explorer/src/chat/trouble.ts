// What to say when no answer came, and what the reader can do about it.
import type { Trouble } from './answer.ts'

const HINTS: Readonly<Record<string, string>> = {
  'no-miner':
    'Miners can be called once they have announced an address on the chain. Try again in a few blocks.',
  model_not_found: 'Its miner may have left. Choose another model above.',
  busy: 'Every miner has its hands full. Try again in a few seconds.',
  deadline: 'Small machines are slow when many answers run at once. Try again, or choose a single miner.',
  timeout: 'Small machines are slow when many answers run at once. Try again, or choose a single miner.',
  unreachable:
    'The miner is announced on the chain but does not answer. Choose auto, which falls back to the next.',
  disconnected: 'The miner broke off. Ask again; auto falls back to the next one.',
  'bad-reply': 'The miner answered in another form than it declared. Choose another model above.',
  body_too_large: 'Shorten the question, or start a new conversation.',
  invalid_value: 'The gateway refused the request as it stands.',
  internal: 'The gateway’s log has the reason under the request id.',
}

const GENERAL = 'Ask again; if it stays, look at the terminal that runs the network.'

export const troubleOf = (code: string, message: string): Trouble => ({
  code,
  message,
  hint: HINTS[code] ?? GENERAL,
})

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
