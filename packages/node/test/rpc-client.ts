// A bare JSON-RPC client over WebSocket, so that tests see exactly what is on the wire.
import { WebSocket } from 'ws'

export interface RpcReply {
  readonly id?: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

export interface Notification {
  readonly method: string
  readonly params: { readonly subscription: string; readonly result: unknown }
}

type Message = RpcReply | Notification

export class RpcClient {
  readonly socket: WebSocket
  readonly messages: Message[] = []
  readonly #waiting = new Set<() => void>()
  #ids = 0

  constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', data => {
      this.messages.push(JSON.parse(String(data)))
      for (const wake of [...this.#waiting]) wake()
    })
  }

  static connect(port: number, options: { readonly origin?: string } = {}): Promise<RpcClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, options)
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(new RpcClient(socket)))
      socket.once('error', reject)
    })
  }

  send(text: string): void {
    this.socket.send(text)
  }

  /** The first message, past or future, that `pick` finds something in. */
  find<T>(pick: (message: Message) => T | undefined): Promise<T> {
    return new Promise(resolve => {
      let next = 0
      const look = (): void => {
        for (; next < this.messages.length; next++) {
          const found = pick(this.messages[next]!)
          if (found === undefined) continue
          this.#waiting.delete(look)
          resolve(found)
          return
        }
      }
      this.#waiting.add(look)
      look()
    })
  }

  async reply(method: string, ...params: readonly unknown[]): Promise<RpcReply> {
    const id = `t${this.#ids++}`
    this.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    return this.find(message => ('id' in message && message.id === id ? message : undefined))
  }

  async ask(method: string, ...params: readonly unknown[]): Promise<unknown> {
    const { result, error } = await this.reply(method, ...params)
    if (error) throw new Error(`${method}: ${error.code} ${error.message}: ${String(error.data)}`)
    return result
  }

  /** What a subscription has been told so far. */
  told(subscription: unknown): unknown[] {
    return this.messages.flatMap(message =>
      'params' in message && message.params.subscription === subscription ? [message.params.result] : [],
    )
  }

  /** The first result of the subscription that `pick` accepts. */
  heard(subscription: unknown, pick: (result: unknown) => boolean): Promise<unknown> {
    return this.find(message =>
      'params' in message && message.params.subscription === subscription && pick(message.params.result)
        ? message.params.result
        : undefined,
    )
  }

  close(): void {
    this.socket.terminate()
  }
}

export async function post(port: number, body: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body, headers })
  return { status: response.status, text: await response.text() }
}
