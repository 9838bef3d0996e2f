// A JSON-RPC connection that keeps nothing: a soak asks a million questions over it.
import { once } from 'node:events'
import { WebSocket } from 'ws'

export interface Answer {
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string }
}

interface Message extends Answer {
  readonly id?: number
  readonly params?: { readonly result: unknown }
}

export class Line {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #ids = 0
  /** Hears of everything that this line has subscribed to. */
  onNews: (result: unknown) => void = () => {}

  static async open(port: number): Promise<Line> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`)
    await once(socket, 'open')
    return new Line(socket)
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', data => {
      const message: Message = JSON.parse(String(data))
      if (message.id === undefined) return this.onNews(message.params?.result)
      this.#waiting.get(message.id)?.(message)
      this.#waiting.delete(message.id)
    })
  }

  answer(method: string, ...params: readonly unknown[]): Promise<Answer> {
    const id = this.#ids++
    this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    return new Promise(resolve => this.#waiting.set(id, resolve))
  }

  async ask(method: string, ...params: readonly unknown[]): Promise<unknown> {
    const { result, error } = await this.answer(method, ...params)
    if (error) throw new Error(`${method}: ${error.code} ${error.message}`)
    return result
  }

  close(): void {
    this.#socket.terminate()
  }
}
