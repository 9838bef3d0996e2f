// Server-sent events as the body of a response, pulled as fast as they are read.
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
export function eventBody({ events, failed, cancel, onEnd }: EventBody): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let told = false
  const ended = (failure: Refused | undefined): void => {
    if (!told) onEnd(failure)
    told = true
  }
  const next = async (): Promise<string | undefined> => {
    for (;;) {
      const { done, value } = await events.next()
      if (done) return undefined
      if (value !== '') return value
    }
  }
  return new ReadableStream({
    async pull(controller) {
      try {
        const text = await next()
        if (text !== undefined) return controller.enqueue(encoder.encode(text))
        ended(undefined)
      } catch (thrown) {
        const refused = refusalOf(thrown)
        controller.enqueue(encoder.encode(failed(refused)))
        ended(refused)
      }
      controller.close()
    },
    cancel() {
      cancel()
      ended(undefined)
    },
  })
}

/** An event of chat completions and of completions. */
export const dataEvent = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`

export const DONE = 'data: [DONE]\n\n'
