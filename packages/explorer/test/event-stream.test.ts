// Server-sent events come out the same however the bytes were cut.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { eventSplitter, eventsOf } from '../src/chat/event-stream.ts'

const all = (pieces: readonly string[]): string[] => {
  const split = eventSplitter()
  return pieces.flatMap(piece => split(piece))
}

const line = fc.string().map(text => text.replaceAll(/[\r\n]/g, ''))
const stream = fc.record({
  events: fc.array(fc.array(line, { minLength: 1, maxLength: 3 })),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  cuts: fc.array(fc.nat({ max: 400 })),
})

test('events survive any cut and any line end', () => {
  fc.assert(
    fc.property(stream, ({ events, end, cuts }) => {
      const text = events
        .map(lines => lines.map(one => `data: ${one}${end}`).join('') + end)
        .concat(`: end${end}`, `x${end}`)
        .join('')
      const at = [0, ...cuts.filter(cut => cut < text.length).sort((a, b) => a - b), text.length]
      const pieces = at.slice(1).map((to, i) => text.slice(at[i], to))
      assert.deepEqual(
        all(pieces),
        events.map(lines => lines.join('\n')),
      )
    }),
  )
})

test('comments and other fields are no events', () => {
  assert.deepEqual(all([': hello\nevent: x\nid: 3\n\ndata:a\n\n']), ['a'])
})

test('an event without an end is refused', () => {
  assert.throws(() => all(['data: ', 'x'.repeat(1_100_000)]), RangeError)
})

test('bytes may be cut inside a character', async () => {
  const bytes = new TextEncoder().encode('data: größer τ\n\ndata: [DONE]\n\n')
  const body = new ReadableStream<Uint8Array>({
    start(sink) {
      for (const byte of bytes) sink.enqueue(Uint8Array.of(byte))
      sink.close()
    },
  })
  const found: string[] = []
  for await (const event of eventsOf(body)) found.push(event)
  assert.deepEqual(found, ['größer τ', '[DONE]'])
})
