// From signed bytes to the block that holds them. Where the connection is lost on the way, the blocks since the start are
// searched, and what is in none of them is sent again: the nonce sees to it that nothing counts twice.
import { bytesToHex, extrinsicHash, type Hash, isHash, isNetError, NetError } from '@taonet/wire'
import { block, hash, height, isRecord, optional } from './answers.ts'
import { asChainError, ChainError } from './chain-error.ts'
import type { Socket } from './socket.ts'

export interface InclusionOptions {
  readonly wait: 'inBlock' | 'finalized'
  /** Milliseconds for everything. */
  readonly timeout: number
  readonly signal?: AbortSignal | undefined
  /** Told when the pool has taken the extrinsic. */
  readonly onAccepted?: (() => void) | undefined
}

const RETRY_MS = 250

/** What a watch status decides: the block, a refusal, or nothing yet (wire-interface §1.5). */
function outcomeOf(status: unknown, wait: InclusionOptions['wait']): Hash | ChainError | undefined {
  if (status === 'invalid')
    return new ChainError('Invalid', 'the pool found that the extrinsic can enter no block')
  if (status === 'dropped') return new ChainError('Dropped', 'the pool dropped the extrinsic')
  if (!isRecord(status)) return undefined
  if ('usurped' in status)
    return new ChainError('Usurped', 'another extrinsic of the same account and nonce took its place')
  const found = status.finalized ?? (wait === 'inBlock' ? status.inBlock : undefined)
  return isHash(found) ? found : undefined
}

class Inclusion {
  readonly #socket: Socket
  readonly #text: string
  readonly #options: InclusionOptions
  /** Blocks up to this one are searched. */
  #searched: number | undefined

  constructor(socket: Socket, extrinsic: Uint8Array, options: InclusionOptions) {
    this.#socket = socket
    this.#text = bytesToHex(extrinsic)
    this.#options = options
  }

  async run(over: AbortSignal): Promise<Hash> {
    const before = this.#newest()
    before.catch(() => {})
    const first = await this.#watch(over)
    if (first !== 'lost') return first
    // Without it the search begins with the first block after the connection is back.
    this.#searched = await before.catch(() => undefined)
    while (!over.aborted) {
      const found = await this.#again(over).catch(thrown => {
        if (isNetError(thrown)) return 'lost' as const
        throw thrown
      })
      if (found !== 'lost') return found
      await new Promise(resolve => setTimeout(resolve, RETRY_MS))
    }
    throw new NetError('aborted', 'nobody waits any more', 'nothing to do')
  }

  /** One submission with its watch on the present connection. @throws ChainError, NetError `unreachable`. */
  #watch(over: AbortSignal): Promise<Hash | 'lost'> {
    const { wait, onAccepted } = this.#options
    return new Promise((resolve, reject) => {
      const listener = (status: unknown): void => {
        const outcome = outcomeOf(status, wait)
        if (outcome instanceof ChainError) reject(outcome)
        else if (outcome !== undefined) resolve(outcome)
      }
      const subscription = {
        method: 'author_submitAndWatchExtrinsic',
        params: [this.#text],
        unsubscribe: 'author_unwatchExtrinsic',
        listener,
      }
      this.#socket
        .subscribe(subscription, () => resolve('lost'))
        .then(
          stop => {
            onAccepted?.()
            if (over.aborted) stop()
            else over.addEventListener('abort', stop, { once: true })
          },
          thrown => {
            // It may have been taken: only what certainly never left is the caller's to repeat.
            const gone = isNetError(thrown) && thrown.code !== 'unreachable' && thrown.code !== 'closed'
            if (gone) resolve('lost')
            else reject(asChainError(thrown))
          },
        )
    })
  }

  /** After a loss: in a block by now, or sent once more. @throws ChainError. */
  async #again(over: AbortSignal): Promise<Hash | 'lost'> {
    const found = await this.#search()
    if (found !== undefined) return found
    try {
      return await this.#watch(over)
    } catch (thrown) {
      if (!(thrown instanceof ChainError)) throw thrown
      // The pool has it still: the next block is looked at.
      if (thrown.code === 'AlreadyImported' || thrown.code === 'Banned') return 'lost'
      // Its nonce is used: by itself, in a block since the search.
      const late = await this.#search()
      if (late === undefined) throw thrown
      return late
    }
  }

  async #newest(): Promise<number> {
    const { wait } = this.#options
    const method = wait === 'finalized' ? 'chain_getFinalizedHead' : 'chain_getBlockHash'
    const newest = await this.#socket.call(method, [], hash)
    return this.#socket.call('chain_getHeader', [newest], height)
  }

  async #search(): Promise<Hash | undefined> {
    const newest = await this.#newest()
    let number = this.#searched ?? newest - 1
    while (number < newest) {
      number++
      const at = await this.#socket.call('chain_getBlockHash', [number], optional(hash))
      const found = at && (await this.#socket.call('chain_getBlock', [at], optional(block)))
      if (found?.extrinsics.includes(this.#text)) return at
      this.#searched = number
    }
    return undefined
  }
}

const gaveUp = (extrinsic: Uint8Array, hint: string): NetError =>
  new NetError('aborted', `nobody waits for extrinsic ${extrinsicHash(extrinsic)} any more`, hint)

/** The block that holds the extrinsic. @throws ChainError; NetError `unreachable`, `timeout`, `aborted`. */
export async function inclusionOf(
  socket: Socket,
  extrinsic: Uint8Array,
  options: InclusionOptions,
): Promise<Hash> {
  const { timeout, signal } = options
  const over = new AbortController()
  const { promise: stopped, reject: stop } = Promise.withResolvers<never>()
  const late = (): void =>
    stop(
      new NetError(
        'timeout',
        `extrinsic ${extrinsicHash(extrinsic)} was not included within ${timeout} ms`,
        'it may still be: look for its hash, then send it again with the same nonce',
      ),
    )
  const aborted = (): void => stop(gaveUp(extrinsic, 'it may still be included: look for its hash'))
  const timer = setTimeout(late, timeout)
  signal?.addEventListener('abort', aborted)
  try {
    if (signal?.aborted) throw gaveUp(extrinsic, 'it was not sent')
    return await Promise.race([stopped, new Inclusion(socket, extrinsic, options).run(over.signal)])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', aborted)
    over.abort()
  }
}
