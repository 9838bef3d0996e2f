// How long a caller gives its request: what it says, or the gateway's own bound. What is left of it goes from hop to hop.
import { Refused } from '../openai-error.ts'

export const DEADLINE_HEADER = 'x-taonet-deadline-ms'
/** As long as anybody may wait. */
const LONGEST_MS = 600_000

/** Milliseconds from now; undefined when what was said is no number of them. */
export function deadlineOf(said: string | undefined, usual: number): number | undefined {
  if (said === undefined) return usual
  const milliseconds = /^\d{1,6}$/.test(said) ? Number(said) : 0
  return milliseconds >= 1 && milliseconds <= LONGEST_MS ? milliseconds : undefined
}

export const noDeadline = (): Refused =>
  new Refused(
    400,
    'invalid_value',
    `"${DEADLINE_HEADER}" must be a whole number of milliseconds, from 1 to ${LONGEST_MS}.`,
    DEADLINE_HEADER,
  )

/** Milliseconds that are left; at least one, so that what is late says so itself. */
export const timeLeft = ({ until }: { readonly until: number }): number =>
  Math.max(1, until - performance.now())
