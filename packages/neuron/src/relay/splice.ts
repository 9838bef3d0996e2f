// Two sockets as one: bytes pass as fast as the slower side takes them, and both end together.

import type { Socket } from 'node:net'

/** Longer than any connection of ours stays idle (keep-alive 75 s), and than an answer pauses. */
const IDLE = 180_000

export function splice(a: Socket, b: Socket): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.setNoDelay()
    from.setTimeout(IDLE, () => from.destroy())
    from.on('error', () => from.destroy())
    from.once('close', () => to.destroySoon())
    from.pipe(to)
  }
}
