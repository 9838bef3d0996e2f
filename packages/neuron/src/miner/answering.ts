// Writes answers: whole ones at once, streamed ones as fast as the caller reads, each with proof of who gave it.

import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { type AnswerProof, PROOF_HEADER, StreamDigest, wholeDigest } from '../answer-proof.ts'
import { DONE, writeComment, writeEvent } from '../dispatch/event-stream.ts'
import { type Headers, type Outgoing, sendHead } from './http-message.ts'
import type { Answer } from './service.ts'

/** Text stays text: it leaves in one piece with its head. */
const jsonOf = (value: unknown): string | Uint8Array =>
  value instanceof Uint8Array ? value : JSON.stringify(value)

const sendBody = (response: Outgoing, status: number, body: string | Uint8Array, headers: Headers): void => {
  sendHead(response, status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  })
  response.end(body)
}

/** A value becomes JSON; bytes are JSON already. */
export function sendJson(response: Outgoing, status: number, value: unknown, headers: Headers = {}): void {
  sendBody(response, status, jsonOf(value), headers)
}

/** How an answer is said to this caller. */
export interface Manner {
  /** Sealed with the caller's session, where it came by one. */
  readonly proof: AnswerProof | undefined
  /** Asked when the head is written. */
  head(): Headers
  whole(body: unknown): unknown
}

/** Resolves when the last byte is handed to the socket. @throws what the events throw, and when the signal aborts. */
export async function sendAnswer(
  response: Outgoing,
  answer: Answer,
  signal: AbortSignal,
  manner: Manner,
): Promise<void> {
  const { proof } = manner
  if (answer.type === 'json') {
    const body = jsonOf(manner.whole(answer.body))
    const sealed = proof ? { [PROOF_HEADER]: proof('whole', wholeDigest(body)) } : {}
    return sendBody(response, 200, body, { ...manner.head(), ...sealed })
  }
  const events = answer.events[Symbol.asyncIterator]()
  const sink: Writable = response
  const digest = new StreamDigest()
  try {
    // The head waits for the first event: until then a failure still has a status to say it with.
    let next = await events.next()
    const type = { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }
    sendHead(response, 200, { ...type, ...manner.head() })
    while (next.done !== true) {
      signal.throwIfAborted()
      const data = JSON.stringify(next.value)
      digest.add(data)
      if (!sink.write(writeEvent(data))) await once(sink, 'drain', { signal })
      next = await events.next()
    }
    if (proof) sink.write(writeComment(`${PROOF_HEADER} ${proof('stream', digest.end())}`))
    sink.end(writeEvent(DONE))
  } finally {
    await events.return?.()
  }
}
