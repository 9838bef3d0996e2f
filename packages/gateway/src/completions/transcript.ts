// A conversation written into a prompt, as clients do that only know chat: `user:` and `assistant:` on lines of their own, the
// last of them waiting for the answer. As messages, models see whose words are whose, and so does the gate.
import type { Message } from '../chat-messages.ts'

const TURN = /(?:^|\n\n)(user|assistant):\n/
const OPEN = '\n\nassistant:\n'

/** Undefined for a prompt that is none. What comes before the first turn is the system's. */
export function conversationIn(prompt: string): readonly Message[] | undefined {
  if (!prompt.endsWith(OPEN)) return undefined
  const [system = '', ...parts] = prompt.slice(0, -OPEN.length).split(TURN)
  const turns = parts.flatMap((role, at): readonly Message[] =>
    at % 2 === 0 ? [{ role: role === 'user' ? 'user' : 'assistant', content: parts[at + 1] ?? '' }] : [],
  )
  if (turns.length === 0) return undefined
  return system === '' ? turns : [{ role: 'system', content: system }, ...turns]
}
