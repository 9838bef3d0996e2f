// Server-sent events as bytes come in, and as they go out (WHATWG HTML §9.2).

import { badReply, cutOff, replyTooLong } from './failures.ts'

/** A longer event ends the stream: nothing of ours needs one. */
const MAX_EVENT_CHARS = 1 << 20

export const DONE = '[DONE]'

const BLANK_LINE = /\r?\n\r?\n/
/** What of a text may be the beginning of a blank line. */
const BLANK_LINE_CHARS = 3

export interface StreamEvent {
  /** The joined `data:` lines; undefined without any. */
  readonly data: string | undefined
  /** Of the last comment line, without what introduces it. */
  readonly comment: string | undefined
}

function parse(event: string): StreamEvent {
  const lines = event.split(/\r\n|\n|\r/)
  const data = lines
    .filter(line => line.startsWith('data:'))
    .map(line => line.slice(line.startsWith('data: ') ? 6 : 5))
  return {
    data: data.length === 0 ? undefined : data.join('\n'),
    comment: lines.findLast(line => line.startsWith(':'))?.replace(/^: ?/, ''),
  }
}

/** Cuts text into events. What it holds is joined only when an event ends: many small pieces cost no more than few large ones. */
class EventCutter {
  #parts: string[] = []
  #length = 0
  #tail = ''

  get pending(): string {
    return this.#parts.join('')
  }

  /** @throws NetError `reply-too-long`. */
  *add(text: string): Generator<string> {
    const fresh = this.#tail + text
    this.#parts.push(text)
    this.#length += text.length
    this.#tail = fresh.slice(-BLANK_LINE_CHARS)
    if (BLANK_LINE.test(fresh)) {
      let rest = this.pending
      for (let end = BLANK_LINE.exec(rest); end !== null; end = BLANK_LINE.exec(rest)) {
        yield rest.slice(0, end.index)
        rest = rest.slice(end.index + end[0].length)
      }
      this.#parts = [rest]
      this.#length = rest.length
      this.#tail = rest.slice(-BLANK_LINE_CHARS)
    }
    if (this.#length > MAX_EVENT_CHARS) throw replyTooLong('an event has no end')
  }
}

function decodeChunk(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: true })
  } catch (cause) {
    throw badReply('the stream is not UTF-8', cause)
  }
}

/**
 * Events until `[DONE]`, which is not among them.
 * @throws NetError `cut-off` when the stream ends before that, `bad-reply`, `reply-too-long`.
 */
export async function* readEvents(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const cutter = new EventCutter()
  for await (const chunk of chunks) {
    for (const text of cutter.add(decodeChunk(decoder, chunk))) {
      const event = parse(text)
      if (event.data === DONE) return
      yield event
    }
  }
  throw cutOff(cutter.pending.trim() === '' ? 'the stream has no end' : 'the stream ends within an event')
}

export const writeEvent = (data: string): string => `data: ${data}\n\n`

export const writeComment = (text: string): string => `: ${text}\n\n`
