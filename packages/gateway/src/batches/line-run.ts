// One request of a batch, asked until it is answered: who is too many now may come again, there is time.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Caller } from '../accounts/index.ts'
import { refusalOf } from '../openai-error.ts'
import type { BatchEndpoint } from './batch-record.ts'
import type { LineResult } from './batch-results.ts'
import type { Slots } from './slots.ts'

/**
 * Answers one request as the endpoint would, streams excepted. It may throw what a route may throw. After `signal` its outcome
 * is of no interest.
 */
export type RunLine = (
  path: BatchEndpoint,
  body: Readonly<Record<string, unknown>>,
  caller: Caller,
  signal: AbortSignal,
) => Promise<{ readonly status: number; readonly body: unknown; readonly requestId?: string }>

export interface LineTools {
  readonly run: RunLine
  readonly slots: Slots
  /** Milliseconds before the second try; doubled for each further one. */
  readonly pause: number
}

const MOST_TRIES = 10
const LONGEST_PAUSE_MS = 60_000

/** Worth another try: limits of a minute, busy or failing miners. A spent budget is not. */
function mayPass(status: number, body: unknown): boolean {
  if (status === 429) return !JSON.stringify(body).includes('"insufficient_quota"')
  return status === 502 || status === 503 || status === 504
}

/** @throws AbortError when the signal was first. */
export async function runLine(
  { run, slots, pause: first }: LineTools,
  path: BatchEndpoint,
  body: Readonly<Record<string, unknown>>,
  caller: Caller,
  signal: AbortSignal,
): Promise<LineResult> {
  for (let tries = 1; ; tries++) {
    const result = await slots.in(async () => {
      signal.throwIfAborted()
      try {
        const { requestId = randomUUID(), ...answer } = await run(path, body, caller, signal)
        return { ...answer, requestId }
      } catch (thrown) {
        const refused = refusalOf(thrown)
        return { status: refused.status, body: refused.body, requestId: randomUUID() }
      }
    })
    signal.throwIfAborted()
    if (tries >= MOST_TRIES || !mayPass(result.status, result.body)) return result
    await pause(Math.min(LONGEST_PAUSE_MS, first * 2 ** (tries - 1)), undefined, { signal })
  }
}
