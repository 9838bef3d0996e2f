// All of a request that a model reads: its messages, what tools were called with, and how tools and the answer's form are described.
import type { ChatRequest } from '../chat-request.ts'
import type { JudgedMessage } from './gate.ts'
import { textOf } from './gated-answer.ts'

export function requestTexts({
  messages,
  tools,
  response_format: format,
}: ChatRequest): readonly JudgedMessage[] {
  const said = messages.map(({ role, ...rest }) => ({ role, content: textOf(rest) }))
  // Whoever writes these runs the application, as whoever writes the system message does.
  const described = [tools, format?.type === 'json_schema' ? format : undefined].filter(one => one != null)
  return described.length === 0
    ? said
    : [...said, { role: 'developer', content: described.map(one => JSON.stringify(one)).join('\n') }]
}
