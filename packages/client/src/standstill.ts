// A node that answers and makes no blocks, such as one that is cut off from the other validators, is as good as gone once
// another one that was named is ahead of it on the same chain.
import { type Hash, NetError } from '@taonet/wire'
import { hash, height } from './answers.ts'
import { type Connection, openConnection } from './connection.ts'

export interface Watch {
  readonly connection: Connection
  readonly genesis: Hash
  /** Where else the chain is told; asked only while this node stands still. */
  readonly others: readonly string[]
  /** Milliseconds for each question. */
  readonly timeout: number
  /** Milliseconds between two looks at the height. */
  readonly pause: number
  /** Told once, with the address of a node that is ahead. */
  readonly onOvertaken: (url: string) => void
}

/** So many blocks lie between a node that stands still and one that is merely a moment later than its neighbours. */
const OVERTAKEN_BY = 3
const LONGEST_PAUSE = 60_000

const heightOf = async (connection: Connection, timeout: number): Promise<number> =>
  height(await connection.call('chain_getHeader', [], timeout), 'chain_getHeader')

const hashAt = async (connection: Connection, number: number, timeout: number): Promise<Hash> =>
  hash(await connection.call('chain_getBlockHash', [number], timeout), 'chain_getBlockHash')

/** Whether the node there has our newest block and went on from it: a fork or another chain with the same genesis has not. */
async function isAhead(url: string, { connection, genesis, timeout }: Watch, ours: number): Promise<boolean> {
  const other = await openConnection(url, timeout)
  try {
    return (
      (await heightOf(other, timeout)) >= ours + OVERTAKEN_BY &&
      (await hashAt(other, 0, timeout)) === genesis &&
      (await hashAt(other, ours, timeout)) === (await hashAt(connection, ours, timeout))
    )
  } finally {
    other.end(new NetError('closed', 'one look was enough', 'nothing is lost'))
  }
}

async function findAhead(watch: Watch, ours: number): Promise<string | undefined> {
  for (const url of watch.others)
    if (await isAhead(url, watch, ours).catch(() => false)) {
      // Looking took a while; a node that caught up meanwhile is kept.
      return (await heightOf(watch.connection, watch.timeout)) === ours ? url : undefined
    }
  return undefined
}

/** Looks at the connection's node until it ends. */
export function watchForStandstill(watch: Watch): void {
  const { connection, timeout, pause, onOvertaken } = watch
  let last: number | undefined
  let wait = pause
  let timer: ReturnType<typeof setTimeout>
  let over = false
  const look = async (): Promise<void> => {
    const now = await heightOf(connection, timeout)
    const still = now === last
    last = now
    const better = still ? await findAhead(watch, now) : undefined
    if (better !== undefined && !over) return onOvertaken(better)
    // On a chain that rests everybody stands still: the others are asked less and less.
    wait = still ? Math.min(LONGEST_PAUSE, 2 * wait) : pause
  }
  const again = (): void => {
    if (over) return
    timer = setTimeout(
      () =>
        void look()
          .catch(() => {})
          .finally(again),
      wait,
    )
  }
  connection.onEnd(() => {
    over = true
    clearTimeout(timer)
  })
  again()
}
