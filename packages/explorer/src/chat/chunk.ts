// What one chunk of a streamed completion brings.
import type { News } from './answer.ts'
import { routingIn } from './routing.ts'
import { troubleIn } from './trouble.ts'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Nothing for a chunk without words, such as the first one with the role. A chunk that is no JSON is left out. */
export function newsOf(payload: string, at: number): News[] {
  let chunk: unknown
  try {
    chunk = JSON.parse(payload)
  } catch {
    return []
  }
  const trouble = troubleIn(chunk)
  if (trouble) return [{ type: 'trouble', trouble }]
  if (!isRecord(chunk)) return []
  const news: News[] = []
  const routing = routingIn(chunk)
  if (routing) news.push({ type: 'routing', routing })
  const [choice]: unknown[] = Array.isArray(chunk.choices) ? chunk.choices : []
  if (isRecord(choice) && isRecord(choice.delta)) {
    // A refusal is an answer too.
    for (const text of [choice.delta.content, choice.delta.refusal])
      if (typeof text === 'string' && text !== '') news.push({ type: 'words', text, at })
  }
  if (isRecord(chunk.usage) && typeof chunk.usage.completion_tokens === 'number')
    news.push({ type: 'usage', tokens: chunk.usage.completion_tokens })
  return news
}
