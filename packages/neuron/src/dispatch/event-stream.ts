// Server-sent events as bytes come in, and as they go out (WHATWG HTML §9.2).

import { NetError } from '@taonet/wire'

/** A longer event ends the stream: nothing of ours needs one. */
const MAX_EVENT_CHARS = 1 << 20

export const DONE = '[DONE]'

/** The joined `data:` lines of one event; undefined for an event without data. */
function dataOf(event: string): string | undefined {
  const lines = event
    .split(/\r\n|\n|\r/)
    .filter(line => line.startsWith('data:'))
    .map(line => line.slice(line.startsWith('data: ') ? 6 : 5))
  return lines.length === 0 ? undefined : lines.join('\n')
}

/**
 * The data of each event until `[DONE]` or the end.
 * @throws NetError `bad-reply` when an event is too long or is cut off.
 */
export async function* readEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let pending = ''
  for await (const chunk of chunks) {
    pending += decoder.decode(chunk, { stream: true })
    for (let end = /\r?\n\r?\n/.exec(pending); end !== null; end = /\r?\n\r?\n/.exec(pending)) {
      const data = dataOf(pending.slice(0, end.index))
      pending = pending.slice(end.index + end[0].length)
      if (data === DONE) return
      if (data !== undefined) yield data
    }
    if (pending.length > MAX_EVENT_CHARS) throw badStream('an event is too long')
  }
  if (pending.trim() !== '') throw badStream('the stream ends within an event')
}

const badStream = (what: string): NetError =>
  new NetError('bad-reply', what, 'the miner does not speak server-sent events; ask another')

export const writeEvent = (data: string): string => `data: ${data}\n\n`

export const writeComment = (text: string): string => `: ${text}\n\n`
