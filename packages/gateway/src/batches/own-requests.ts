// Lines of batches as requests of the gateway's own: they go the way of every other request of their endpoint, but come by no
// socket and carry their caller with them.
import type { Caller } from '../accounts/index.ts'
import type { Arrival, HttpAnswer } from '../http/call.ts'
import type { RunLine } from './line-run.ts'

/** The host is loopback's, which every gateway takes. */
const HEADERS: Readonly<Record<string, string>> = { host: 'localhost', 'content-type': 'application/json' }

class Line implements Arrival {
  readonly method = 'POST'
  readonly query = new URLSearchParams()
  readonly remote = undefined
  readonly path: string
  readonly batch: Caller
  readonly signal: AbortSignal
  readonly #body: Uint8Array

  constructor(path: string, body: Uint8Array, batch: Caller, signal: AbortSignal) {
    this.path = path
    this.#body = body
    this.batch = batch
    this.signal = signal
  }

  header(name: string): string | undefined {
    return HEADERS[name]
  }

  async bytes(most: number): Promise<Uint8Array | undefined> {
    return this.#body.length > most ? undefined : this.#body
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    yield this.#body
  }
}

async function textOf(body: HttpAnswer['body']): Promise<string> {
  if (body === undefined || typeof body === 'string') return body ?? ''
  if (body instanceof Uint8Array) return Buffer.from(body).toString()
  const parts: Uint8Array[] = []
  for (let piece = await body.next(); piece !== undefined; piece = await body.next())
    parts.push(Buffer.from(piece))
  return Buffer.concat(parts).toString()
}

/** `answer`: what answers every other request too. */
export const linesBy =
  (answer: (arrival: Arrival) => Promise<HttpAnswer>): RunLine =>
  async (path, body, caller, signal) => {
    const given = await answer(new Line(path, Buffer.from(JSON.stringify(body)), caller, signal))
    const requestId = given.headers['x-request-id']
    const text = await textOf(given.body)
    const value: unknown = text === '' ? null : JSON.parse(text)
    return { status: given.status, body: value, ...(requestId === undefined ? {} : { requestId }) }
  }
