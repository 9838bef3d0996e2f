/** The `data` of server-sent events, as a stream of strings (WHATWG HTML, section 9.2). */
import { NetError } from './net-error.ts'

/** Longest event that is read; a longer one is an attack or a fault. */
const LONGEST_EVENT = 1 << 20

export async function* serverEvents(response: Response): AsyncGenerator<string> {
  if (response.body === null) return
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of response.body) {
    rest += decoder.decode(chunk, { stream: true })
    const lines = rest.split(/\r?\n/)
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_EVENT) throw new NetError('bad_reply', 'the server sent an endless event')
    for (const line of lines) if (line.startsWith('data:')) yield line.slice(5).trim()
  }
}
