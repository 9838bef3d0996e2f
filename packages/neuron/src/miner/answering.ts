// Writes answers: whole ones at once, streamed ones as fast as the caller reads.

import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { DONE, writeEvent } from '../dispatch/event-stream.ts'
import type { Answer } from './service.ts'

/** A value becomes JSON; bytes are JSON already. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value))
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
}

/** Resolves when the last byte is handed to the socket. @throws what the events throw, and when the signal aborts. */
export async function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  signal: AbortSignal,
): Promise<void> {
  if (answer.type === 'json') return sendJson(response, 200, answer.body)
  const events = answer.events[Symbol.asyncIterator]()
  try {
    // The head waits for the first event: until then a failure still has a status to say it with.
    let next = await events.next()
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    while (next.done !== true) {
      signal.throwIfAborted()
      const room = response.write(writeEvent(JSON.stringify(next.value)))
      if (!room) await once(response, 'drain', { signal })
      next = await events.next()
    }
    response.end(writeEvent(DONE))
  } finally {
    await events.return?.()
  }
}
