// Server-sent events as the body of an answer, pulled as fast as they are read.
import type { Pieces } from './http/call.ts'
import { type Refused, refusalOf } from './openai-error.ts'

export interface EventBody {
  /** Events as they are written; empty text is none. */
  readonly events: AsyncGenerator<string>
  /** What ends a stream that failed: its status line is gone. */
  failed(refused: Refused): string
  /** Stops the work that nobody will read. */
  cancel(): void
  /** Told once, when the last byte is written, the caller has gone, or the miner failed. */
  onEnd(failure: Refused | undefined): void
}

/** Whoever stops reading cancels the work. */
export function eventBody({ events, failed, cancel, onEnd }: EventBody): Pieces {
  let over = false
  const ended = (failure: Refused | undefined): void => {
    if (!over) onEnd(failure)
    over = true
  }
  return {
    async next() {
      if (over) return undefined
      try {
        for (;;) {
          const { done, value } = await events.next()
          if (done) break
          if (value !== '') return value
        }
        ended(undefined)
        return undefined
      } catch (thrown) {
        const refused = refusalOf(thrown)
        ended(refused)
        return failed(refused)
      }
    },
    cancel() {
      cancel()
      ended(undefined)
    },
  }
}

/** An event of chat completions and of completions. */
export const dataEvent = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`

export const DONE = 'data: [DONE]\n\n'
