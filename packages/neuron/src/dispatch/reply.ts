// What a dispatcher sends, to whom, and what it hands back.

import type { AccountId, Hash } from '@taonet/wire'
import type { ServicePath } from '../challenge.ts'
import type { Failure } from './failures.ts'

/** A miner as a request needs it; the address comes from the chain only (DESIGN §5). */
export interface Target {
  readonly netuid: number
  readonly uid: number
  readonly hotkey: AccountId
  readonly host: string
  readonly port: number
  /** SHA-256 of its TLS key as the chain shows it: it is called over TLS and has to have that key. */
  readonly pin?: Hash | undefined
}

export interface SendOptions {
  /** Milliseconds from now until the last byte of the answer. */
  readonly deadline: number
  readonly signal?: AbortSignal
  /** A validator's own question; anything else is somebody's live request. Nothing of it shows on the wire. */
  readonly probe?: boolean
  /** Whether whoever asks allows the words to be kept and asked again; not unless said. */
  readonly mayKeep?: boolean
  /** A number of whoever asks, as far as that is known: which requests are of one hand. No miner sees it. */
  readonly caller?: number | undefined
}

export interface Timing {
  /** `performance.now()` when the request left, and when the first byte of the answer's body came (0 before that). */
  readonly sent: number
  readonly firstByte: number
}

export interface Reply {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Whether the body is server-sent events. */
  readonly streamed: boolean
  readonly timing: Timing
  /**
   * The whole body as JSON; a body is read once.
   * @throws NetError `deadline`, `aborted`, `cut-off`, `bad-reply`, `reply-too-long`, `wrong-identity`.
   */
  json(): Promise<unknown>
  /**
   * The `data:` payloads of a streamed body as they come, `[DONE]` left out. Ending the loop early cancels the request.
   * @throws NetError as `json`.
   */
  events(): AsyncIterable<string>
  /** Cancels what is left of the request; harmless when there is nothing. */
  cancel(): void
  /** The reader's verdict on an answer that arrived and is none. Counted; the first failure of a reply stands. */
  condemn(failure: Failure): void
}

export interface DispatchMetrics {
  readonly requests: number
  /** Requests without a usable answer, in all and by why. */
  readonly failures: number
  readonly failed: Readonly<Partial<Record<Failure, number>>>
  readonly sessionsOpened: number
  readonly retries: number
  readonly inFlight: number
}

/**
 * The only way from a validator to miners: probes and live requests leave through the same call, connections and
 * sessions, so that nothing on the wire tells them apart.
 */
export interface Dispatcher {
  readonly hotkey: AccountId
  /**
   * Resolves when the answer's head is there, whatever its status.
   * @throws NetError `refused-address`, `unreachable`, `deadline`, `aborted`, `disconnected`, `session-refused`,
   * `wrong-identity`, `closed`.
   */
  send(target: Target, path: ServicePath, body: unknown, options: SendOptions): Promise<Reply>
  metrics(): DispatchMetrics
  /** Waits for requests under way, at most `grace` milliseconds (default 5 s), then ends all connections. */
  close(grace?: number): Promise<void>
}
