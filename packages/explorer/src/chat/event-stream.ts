// Server-sent events from the bytes of a response: the `data` of each event, lines joined (HTML standard, "event stream").

/** Longest event taken; a gateway's chunks are a few hundred characters. */
const LONGEST = 1 << 20

/** Takes text in pieces of any size and gives back the events that became complete with each. */
export function eventSplitter(): (text: string) => string[] {
  let rest = ''
  let data: string[] = []
  return text => {
    rest += text
    const events: string[] = []
    for (;;) {
      const end = rest.search(/\r\n|\n|\r(?!$)/)
      if (end < 0) break
      const line = rest.slice(0, end)
      rest = rest.slice(end + (rest.startsWith('\r\n', end) ? 2 : 1))
      if (line === '') {
        if (data.length > 0) events.push(data.join('\n'))
        data = []
      } else if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5))
    }
    if (rest.length > LONGEST) throw new RangeError('an event of the stream is too long')
    return events
  }
}

/** @throws whatever reading the body throws, and RangeError for an event without end. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const split = eventSplitter()
  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield* split(decoder.decode(value, { stream: true }))
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}
