// A stranger without stake that sends more than a miner could answer.
import { createDispatcher, type Target } from '@taonet/neuron'
import { isNetError, keyPairFromUri } from '@taonet/wire'
import { CHAT } from '../network-cheats.ts'

/** Requests under way at once, and milliseconds from the end of one burst to the next. */
const BURST = 32
const PAUSE_MS = 250
const BODY = { messages: [{ role: 'user', content: 'Sort: 3 1 2' }], max_tokens: 8, stream: false }

export interface Flood {
  readonly sent: number
  /** Before any work was done for them. */
  readonly refused: number
}

/** Sends until the signal. */
export async function flood(target: Target, signal: AbortSignal): Promise<Flood> {
  const hotkey = keyPairFromUri('//Stranger')
  const dispatcher = createDispatcher({ hotkey, allowLoopback: true, connections: BURST })
  const count = { sent: 0, refused: 0 }
  while (!signal.aborted) {
    const sent = Array.from({ length: BURST }, () =>
      dispatcher.send(target, CHAT, BODY, { deadline: 10_000 }),
    )
    for (const one of await Promise.allSettled(sent)) {
      count.sent++
      if (one.status === 'rejected' && isNetError(one.reason) && one.reason.code === 'session-refused')
        count.refused++
    }
    await new Promise(done => setTimeout(done, PAUSE_MS))
  }
  await dispatcher.close(0)
  return count
}
