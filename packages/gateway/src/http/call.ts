// A request as the gateway's routes see it, and what they answer with. Neither knows what carries them: a socket, or a batch of
// the gateway's own.
import type { Caller } from '../accounts/index.ts'
import type { RequestNotes } from '../request-notes.ts'

/** A request that came, whoever sent it. */
export interface Arrival {
  readonly method: string
  /** As it was written, percent signs and all, without the query. */
  readonly path: string
  readonly query: URLSearchParams
  /** Address at the other end; undefined where the process asks itself. */
  readonly remote: string | undefined
  /** Whose batch it is a line of; undefined for what came from outside. */
  readonly batch: Caller | undefined
  /** Aborts when whoever asked has gone before the answer was complete. */
  readonly signal: AbortSignal
  /** `name` in lower case. */
  header(name: string): string | undefined
  /** The body, once; undefined when it has more than `most` bytes. @throws when it breaks off. */
  bytes(most: number): Promise<Uint8Array | undefined>
  /** The body as it comes, in the place of `bytes`. */
  stream(): AsyncIterable<Uint8Array>
}

/** A request to the API that has passed the guards. */
export interface Call {
  readonly arrival: Arrival
  readonly notes: RequestNotes
  readonly caller: Caller
}

/** A body that comes piece by piece, as fast as it is read. */
export interface Pieces {
  /** Undefined after the last. One reader at a time. @throws where it breaks off. */
  next(): Promise<string | Uint8Array | undefined>
  /** Nobody will read the rest. */
  cancel(): void
}

export interface HttpAnswer {
  readonly status: number
  /** Names in lower case; whoever passes the answer on may add to them. */
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array | Pieces | undefined
}

export const jsonAnswer = (
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
})
