// JSON-RPC that outlives its connection: it reconnects with a growing pause, to the next address where several were given,
// leaves a node that stands still while another goes on, and takes the subscriptions that it follows with it. Nothing here
// waits without a deadline.
import { type Hash, isNetError, NetError } from '@taonet/wire'
import { hash as hashAnswer, type Read } from './answers.ts'
import { type Connection, openConnection, type Subscription, unreachable } from './connection.ts'
import { watchForStandstill } from './standstill.ts'

export interface SocketOptions {
  /** Milliseconds for the first connection and for each call; 20,000 by default. */
  readonly timeout?: number
  /** Milliseconds between two looks whether the node makes blocks, where several are named; 5,000 by default. */
  readonly watchPause?: number
}

export interface Socket {
  /** The address in use. */
  readonly url: string
  /** @throws RpcError; NetError `unreachable` at once while there is no connection, `disconnected`, `timeout`, `bad-reply`. */
  call<T>(method: string, params: readonly unknown[], read: Read<T>): Promise<T>
  /** Follows a subscription over every connection to come, until stopped. */
  follow(subscription: Subscription): () => void
  /** A subscription of the present connection; `onLost` is told when that ends. @throws as `call`. */
  subscribe(subscription: Subscription, onLost: () => void): Promise<() => void>
  /** From now on a node of any other chain is as good as none: what it says would be taken for the first one's. */
  keepTo(genesis: Hash): void
  close(): void
}

const DEFAULT_TIMEOUT = 20_000
const DEFAULT_WATCH_PAUSE = 5_000
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 5_000

const otherChain = (url: string, cause?: unknown): NetError =>
  new NetError(
    'other-chain',
    `the node at ${url} has another chain than the one before it`,
    'name nodes of one chain; after a reset, start again',
    cause,
  )

const standsStill = (url: string, other: string): NetError =>
  new NetError(
    'standstill',
    `the node at ${url} makes no blocks, the one at ${other} does`,
    'it is being tried again there; look at what the first one misses at its /ready',
  )

const sleep = (milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds)
  })

class Followed {
  readonly #subscription: Subscription
  readonly #timeout: number
  #stop: () => void = () => {}
  #stopped = false

  constructor(subscription: Subscription, timeout: number) {
    this.#subscription = subscription
    this.#timeout = timeout
  }

  /** Asks until it is granted, or the connection is over, which the next one makes good. */
  async begin(connection: Connection): Promise<void> {
    let over = false
    const forget = connection.onEnd(() => {
      over = true
    })
    for (let pause = FIRST_PAUSE; !this.#stopped && !over; pause = Math.min(LONGEST_PAUSE, 2 * pause)) {
      try {
        const stop = await connection.subscribe(this.#subscription, this.#timeout)
        if (this.#stopped) stop()
        else this.#stop = stop
        break
      } catch {
        await sleep(pause)
      }
    }
    forget()
  }

  stop(): void {
    this.#stopped = true
    this.#stop()
  }
}

class ReconnectingSocket implements Socket {
  readonly #urls: readonly string[]
  readonly #timeout: number
  readonly #watchPause: number
  readonly #followed = new Set<Followed>()
  #connection: Connection | undefined
  #genesis: Hash | undefined
  #refusal: NetError | undefined
  #turn = 0
  #closed = false

  constructor(urls: readonly string[], { timeout, watchPause }: SocketOptions) {
    this.#urls = urls
    this.#timeout = timeout ?? DEFAULT_TIMEOUT
    this.#watchPause = watchPause ?? DEFAULT_WATCH_PAUSE
  }

  get url(): string {
    return this.#urls[this.#turn % this.#urls.length] ?? ''
  }

  /** The first connection: each address once. @throws what the last one failed with. */
  async open(): Promise<void> {
    let failure: unknown = unreachable(this.url)
    for (let i = 0; i < this.#urls.length; i++) {
      try {
        return await this.#connect()
      } catch (thrown) {
        failure = thrown
        this.#turn++
      }
    }
    throw failure
  }

  async call<T>(method: string, params: readonly unknown[], read: Read<T>): Promise<T> {
    return read(await this.#current().call(method, params, this.#timeout), method)
  }

  follow(subscription: Subscription): () => void {
    const followed = new Followed(subscription, this.#timeout)
    this.#followed.add(followed)
    if (this.#connection) void followed.begin(this.#connection)
    return () => {
      this.#followed.delete(followed)
      followed.stop()
    }
  }

  async subscribe(subscription: Subscription, onLost: () => void): Promise<() => void> {
    const connection = this.#current()
    const stop = await connection.subscribe(subscription, this.#timeout)
    const forget = connection.onEnd(onLost)
    return () => {
      forget()
      stop()
    }
  }

  keepTo(genesis: Hash): void {
    this.#genesis = genesis
    if (this.#connection) this.#watch(this.#connection, genesis)
  }

  close(): void {
    this.#closed = true
    this.#connection?.end(new NetError('closed', 'the client was closed', 'open a new one'))
    this.#connection = undefined
  }

  #current(): Connection {
    if (this.#closed) throw new NetError('closed', 'the client was closed', 'open a new one')
    if (!this.#connection) throw this.#refusal ?? unreachable(this.url)
    return this.#connection
  }

  async #connect(): Promise<void> {
    const connection = await openConnection(this.url, this.#timeout)
    if (this.#closed) return connection.end(new NetError('closed', 'the client was closed', 'open a new one'))
    await this.#mustBeOurs(connection)
    this.#connection = connection
    connection.onEnd(() => {
      this.#connection = undefined
      if (!this.#closed) void this.#reconnect()
    })
    for (const one of this.#followed) void one.begin(connection)
    if (this.#genesis !== undefined) this.#watch(connection, this.#genesis)
  }

  #watch(connection: Connection, genesis: Hash): void {
    const { url } = this
    const others = this.#urls.filter(one => one !== url)
    if (others.length === 0) return
    const [timeout, pause] = [this.#timeout, this.#watchPause]
    const onOvertaken = (better: string): void => {
      // The address after this one is the next to be tried.
      this.#turn = this.#urls.indexOf(better) - 1 + this.#urls.length
      connection.end(standsStill(url, better))
    }
    watchForStandstill({ connection, genesis, others, timeout, pause, onOvertaken })
  }

  async #mustBeOurs(connection: Connection): Promise<void> {
    if (this.#genesis === undefined) return
    try {
      const answer = await connection.call('chain_getBlockHash', [0], this.#timeout)
      if (hashAnswer(answer, 'chain_getBlockHash') === this.#genesis) this.#refusal = undefined
      else throw otherChain(this.url)
    } catch (thrown) {
      this.#refusal = isNetError(thrown) ? thrown : otherChain(this.url, thrown)
      connection.end(this.#refusal)
      throw this.#refusal
    }
  }

  /** Callers meanwhile get `unreachable`, or what was wrong with the last node that answered. */
  async #reconnect(): Promise<void> {
    for (let pause = FIRST_PAUSE; !this.#closed; pause = Math.min(LONGEST_PAUSE, 2 * pause)) {
      await sleep(pause)
      this.#turn++
      if (this.#closed) return
      try {
        return await this.#connect()
      } catch (thrown) {
        if (!isNetError(thrown)) throw thrown
      }
    }
  }
}

/** Connects to the first address that answers. @throws NetError `unreachable`, `bad-address`. */
export async function openSocket(urls: readonly string[], options: SocketOptions = {}): Promise<Socket> {
  const socket = new ReconnectingSocket(urls, options)
  await socket.open()
  return socket
}
