// JSON-RPC over WebSocket that outlives its connection: it reconnects with a growing pause, to the next address where several
// were given, and takes its subscriptions with it. Nothing here waits without a deadline.
import { NetError } from '@taonet/wire'

export class RpcError extends Error {
  readonly code: number
  readonly data: unknown
  constructor(code: number, message: string, data: unknown) {
    super(typeof data === 'string' ? `${message}: ${data}` : message)
    this.name = 'RpcError'
    this.code = code
    this.data = data
  }
}

export interface SocketOptions {
  /** Milliseconds for the first connection and for each call. */
  readonly timeout?: number
}

export interface Socket {
  readonly url: string
  call<T>(method: string, params: readonly unknown[], timeout?: number): Promise<T>
  /** Follows a subscription across reconnections until stopped. */
  subscribe(
    method: string,
    params: readonly unknown[],
    unsubscribe: string,
    listener: (result: unknown) => void,
  ): Promise<() => void>
  /** Told after each reconnection. */
  onReconnect(listener: () => void): void
  close(): void
}

interface Waiting {
  resolve(value: unknown): void
  reject(reason: unknown): void
  readonly timer: ReturnType<typeof setTimeout>
}

interface Followed {
  readonly method: string
  readonly params: readonly unknown[]
  readonly listener: (result: unknown) => void
  id: string | number | undefined
}

const DEFAULT_TIMEOUT = 20_000
const LONGEST_PAUSE = 5_000

interface Message {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
  readonly params?: { readonly subscription: string | number; readonly result: unknown }
}

const unreachable = (url: string, cause?: unknown): NetError =>
  new NetError(
    'unreachable',
    `no node answers at ${url}`,
    'start one with `taonet node --dev`, or name another address',
    cause,
  )

export function openSocket(urls: readonly string[], options: SocketOptions = {}): Promise<Socket> {
  const timeout = options.timeout ?? DEFAULT_TIMEOUT
  const waiting = new Map<number, Waiting>()
  const followed = new Set<Followed>()
  const early = new Map<string | number, unknown[]>()
  const reconnected: (() => void)[] = []
  let current: WebSocket | undefined
  let turn = 0
  let nextId = 1
  let pause = 100
  let closed = false

  const address = (): string => urls[turn % urls.length] ?? ''

  function failAll(reason: NetError): void {
    for (const one of waiting.values()) {
      clearTimeout(one.timer)
      one.reject(reason)
    }
    waiting.clear()
  }

  function deliver(id: string | number, result: unknown): void {
    for (const one of followed) {
      if (one.id === id) {
        one.listener(result)
        return
      }
    }
    // A notification may overtake the reply that names its subscription.
    const kept = early.get(id) ?? []
    if (kept.length < 64) early.set(id, [...kept, result])
  }

  function onMessage(text: string): void {
    const message: Message = JSON.parse(text)
    if (message.params) {
      deliver(message.params.subscription, message.params.result)
      return
    }
    const one = message.id === undefined ? undefined : waiting.get(message.id)
    if (!one || message.id === undefined) return
    waiting.delete(message.id)
    clearTimeout(one.timer)
    if (message.error) one.reject(new RpcError(message.error.code, message.error.message, message.error.data))
    else one.resolve(message.result)
  }

  function call<T>(method: string, params: readonly unknown[], limit = timeout): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!current || current.readyState !== WebSocket.OPEN) {
        reject(unreachable(address()))
        return
      }
      const id = nextId++
      const timer = setTimeout(() => {
        waiting.delete(id)
        reject(
          new NetError(
            'timeout',
            `${method} got no answer within ${limit} ms`,
            'the node is overloaded or stuck; look at its log',
          ),
        )
      }, limit)
      waiting.set(id, { resolve: value => resolve(value as T), reject, timer })
      current.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    })
  }

  async function start(one: Followed): Promise<void> {
    one.id = await call<string | number>(one.method, one.params)
    const kept = early.get(one.id) ?? []
    early.delete(one.id)
    for (const result of kept) one.listener(result)
  }

  function open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const url = address()
      const socket = new WebSocket(url)
      const timer = setTimeout(() => socket.close(), timeout)
      socket.onmessage = event => onMessage(String(event.data))
      socket.onopen = () => {
        clearTimeout(timer)
        current = socket
        pause = 100
        resolve()
      }
      socket.onclose = () => {
        clearTimeout(timer)
        reject(unreachable(url))
        if (current !== socket) return
        current = undefined
        failAll(
          new NetError('disconnected', `the node at ${url} closed the connection`, 'it is being tried again'),
        )
        if (!closed) void reopen()
      }
      socket.onerror = () => {}
    })
  }

  async function reopen(): Promise<void> {
    while (!closed) {
      await new Promise(resolve => setTimeout(resolve, pause))
      pause = Math.min(LONGEST_PAUSE, pause * 2)
      turn++
      if (closed) return
      try {
        await open()
        for (const one of followed) await start(one)
        for (const listener of reconnected) listener()
        return
      } catch {
        // Tried again after a longer pause; callers meanwhile get `unreachable`.
      }
    }
  }

  const socket: Socket = {
    get url() {
      return address()
    },
    call,
    async subscribe(method, params, unsubscribe, listener) {
      const one: Followed = { method, params, listener, id: undefined }
      followed.add(one)
      try {
        await start(one)
      } catch (thrown) {
        followed.delete(one)
        throw thrown
      }
      return () => {
        if (!followed.delete(one) || one.id === undefined) return
        call(unsubscribe, [one.id]).catch(() => {})
      }
    },
    onReconnect: listener => {
      reconnected.push(listener)
    },
    close() {
      closed = true
      failAll(new NetError('closed', 'the client was closed', 'open a new one'))
      current?.close()
    },
  }

  return first(urls.length).then(() => socket)

  async function first(tries: number): Promise<void> {
    for (let i = 0; i < tries; i++) {
      try {
        return await open()
      } catch (thrown) {
        turn++
        if (i === tries - 1) throw thrown
      }
    }
  }
}
