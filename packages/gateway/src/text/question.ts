// A text request, however it came: checked, and with what surrounds it.
import type { ChatRequest } from '../chat-request.ts'

export interface TextQuestion {
  /** `x-request-id`. */
  readonly id: string
  readonly request: ChatRequest
  /** Whose it is, as far as that is known: all requests of one caller leave by one validator. */
  readonly caller: string | undefined
  /** The caller's: aborts when it has gone. */
  readonly signal: AbortSignal
  /** Milliseconds for everything, the last byte included. */
  readonly deadline: number
}
