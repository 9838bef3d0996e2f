// One WebSocket to a node: calls with deadlines, subscriptions, and an end that everybody who waits hears of.
import { NetError } from '@taonet/wire'
import { isSubscriptionId, type RpcMessage, readMessage, type SubscriptionId } from './rpc-message.ts'

export type Listener = (result: unknown) => void

export interface Connection {
  /** @throws RpcError, NetError `timeout`, `disconnected`. */
  call(method: string, params: readonly unknown[], timeout: number): Promise<unknown>
  /** Resolves when the node has granted it, with the way to end it. @throws as `call`. */
  subscribe(subscription: Subscription, timeout: number): Promise<() => void>
  /** Told once, when the connection has ended for whatever reason. Returns the way to forget it. */
  onEnd(listener: () => void): () => void
  end(reason: NetError): void
}

export interface Subscription {
  readonly method: string
  readonly params: readonly unknown[]
  readonly unsubscribe: string
  readonly listener: Listener
}

interface Waiting {
  settle(message: Extract<RpcMessage, { id: number }>): void
  fail(reason: NetError): void
}

/** Notifications kept for subscriptions whose grant has not come yet. */
const MOST_EARLY = 64

export const unreachable = (url: string, cause?: unknown): NetError =>
  new NetError(
    'unreachable',
    `no node answers at ${url}`,
    'start one with `taonet node --dev`, or name another address',
    cause,
  )

const timedOut = (method: string, timeout: number): NetError =>
  new NetError(
    'timeout',
    `${method} got no answer within ${timeout} ms`,
    'the node is overloaded or stuck; look at its log',
  )

class WebSocketConnection implements Connection {
  readonly #socket: WebSocket
  readonly #url: string
  readonly #endings = new Set<() => void>()
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Map<SubscriptionId, Listener>()
  #early: { readonly subscription: SubscriptionId; readonly result: unknown }[] = []
  #granting = 0
  #lastId = 0
  #heard = 0
  #over: NetError | undefined

  constructor(socket: WebSocket, url: string) {
    this.#socket = socket
    this.#url = url
    socket.onmessage = event => this.#receive(String(event.data))
    socket.onclose = () =>
      this.end(
        new NetError('disconnected', `the node at ${url} closed the connection`, 'it is being tried again'),
      )
    socket.onerror = () => {}
  }

  /** @throws NetError `unreachable`. */
  opened(timeout: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const failed = unreachable(this.#url)
      const timer = setTimeout(() => this.end(failed), timeout)
      const forget = this.onEnd(() => {
        clearTimeout(timer)
        reject(failed)
      })
      this.#socket.onopen = () => {
        clearTimeout(timer)
        forget()
        resolve()
      }
    })
  }

  onEnd(listener: () => void): () => void {
    if (this.#over) listener()
    else this.#endings.add(listener)
    return () => void this.#endings.delete(listener)
  }

  end(reason: NetError): void {
    if (this.#over) return
    this.#over = reason
    for (const one of this.#waiting.values()) one.fail(reason)
    this.#waiting.clear()
    this.#listeners.clear()
    this.#socket.close()
    for (const listener of this.#endings) listener()
    this.#endings.clear()
  }

  call(method: string, params: readonly unknown[], timeout: number): Promise<unknown> {
    return this.#ask(method, params, timeout, () => {})
  }

  async subscribe(
    { method, params, unsubscribe, listener }: Subscription,
    timeout: number,
  ): Promise<() => void> {
    this.#granting++
    try {
      // Listening begins within the reply's own turn: the next message may be the first notification.
      const id = await this.#ask(method, params, timeout, granted => this.#listen(granted, listener))
      return () => {
        if (isSubscriptionId(id) && this.#listeners.delete(id) && !this.#over)
          this.call(unsubscribe, [id], timeout).catch(() => {})
      }
    } finally {
      this.#granting--
      if (this.#granting === 0) this.#early = []
    }
  }

  #listen(id: unknown, listener: Listener): void {
    if (!isSubscriptionId(id)) return
    this.#listeners.set(id, listener)
    const mine = this.#early.filter(one => one.subscription === id)
    this.#early = this.#early.filter(one => one.subscription !== id)
    for (const { result } of mine) listener(result)
  }

  #ask(
    method: string,
    params: readonly unknown[],
    timeout: number,
    onResult: (result: unknown) => void,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#over) return reject(this.#over)
      const id = ++this.#lastId
      const asked = performance.now()
      const timer = setTimeout(() => {
        this.#waiting.delete(id)
        const late = timedOut(method, timeout)
        reject(late)
        // Nothing at all since the question: a connection whose other end has vanished says nothing of it.
        if (this.#heard < asked) this.end(late)
      }, timeout)
      this.#waiting.set(id, {
        fail(reason) {
          clearTimeout(timer)
          reject(reason)
        },
        settle(message) {
          clearTimeout(timer)
          if (message.type === 'error') return reject(message.error)
          onResult(message.result)
          resolve(message.result)
        },
      })
      this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    })
  }

  #receive(text: string): void {
    this.#heard = performance.now()
    const message = readMessage(text)
    if (!message)
      return this.end(
        new NetError(
          'bad-reply',
          'the server does not speak JSON-RPC',
          'name the WebSocket address of a node',
        ),
      )
    if (message.type === 'event') return this.#deliver(message)
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    waiting?.settle(message)
  }

  #deliver(message: Extract<RpcMessage, { type: 'event' }>): void {
    const listener = this.#listeners.get(message.subscription)
    if (listener) listener(message.result)
    else if (this.#granting > 0 && this.#early.length < MOST_EARLY) this.#early.push(message)
  }
}

function webSocket(url: string): WebSocket {
  try {
    return new WebSocket(url)
  } catch (cause) {
    throw new NetError(
      'bad-address',
      `"${url}" is no WebSocket address`,
      'write it like ws://127.0.0.1:9944',
      cause,
    )
  }
}

/** @throws NetError `unreachable`, `bad-address`. */
export async function openConnection(url: string, timeout: number): Promise<Connection> {
  const connection = new WebSocketConnection(webSocket(url), url)
  await connection.opened(timeout)
  return connection
}
