// New blocks as they come, over every connection to come.
import type { Hash } from '@taonet/wire'
import { hash, height, optional } from './answers.ts'
import type { Socket } from './socket.ts'

export interface Head {
  readonly number: number
  readonly hash: Hash
}

/** Every new best block, and the newest one after each (re)connection. Returns the way to stop. */
export function watchHeads(socket: Socket, listener: (head: Head) => void): () => void {
  let stopped = false
  const onHeader = async (header: unknown): Promise<void> => {
    const number = height(header, 'chain_subscribeNewHeads')
    const found = await socket.call('chain_getBlockHash', [number], optional(hash))
    if (found !== undefined && !stopped) listener({ number, hash: found })
  }
  const stop = socket.follow({
    method: 'chain_subscribeNewHeads',
    params: [],
    unsubscribe: 'chain_unsubscribeNewHeads',
    // A head that cannot be told is followed by another one.
    listener: header => void onHeader(header).catch(() => {}),
  })
  return () => {
    stopped = true
    stop()
  }
}
