// The subscriptions of one connection. A notification carries the subscription's id in its params and no id of its own
// (wire-interface §1.1), and none leaves before the reply that names the subscription.
import { randomBytes } from 'node:crypto'
import { RpcError } from './error.ts'

const MOST = 1024

export class Subscription {
  readonly id = randomBytes(8).toString('hex')
  readonly #event: string
  readonly #send: (text: string) => void
  #early: unknown[] | undefined = []
  #stop: (() => void) | undefined
  #ended = false
  /** For how many it counts. */
  readonly size: number

  constructor(event: string, size: number, send: (text: string) => void) {
    this.#event = event
    this.size = size
    this.#send = send
  }

  get event(): string {
    return this.#event
  }

  push(result: unknown): void {
    if (this.#ended) return
    if (this.#early) this.#early.push(result)
    else this.#write(result)
  }

  /** The reply is out. */
  begin(): void {
    const early = this.#early ?? []
    this.#early = undefined
    for (const result of early) this.#write(result)
  }

  /** What to do when it ends; at once when it has. */
  onEnd(stop: () => void): void {
    if (this.#ended) stop()
    else this.#stop = stop
  }

  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#stop?.()
  }

  #write(result: unknown): void {
    const params = { subscription: this.id, result }
    this.#send(JSON.stringify({ jsonrpc: '2.0', method: this.#event, params }))
  }
}

export class Subscriptions {
  readonly #open = new Map<string, Subscription>()
  readonly #send: (text: string) => void
  #size = 0

  constructor(send: (text: string) => void) {
    this.#send = send
  }

  /** `event` is the method name of its notifications; a large one counts for `size` small ones. */
  open(event: string, size = 1): Subscription {
    const subscription = new Subscription(event, Math.max(1, Math.ceil(size)), this.#send)
    if (this.#size + subscription.size > MOST)
      throw new RpcError(-32006, 'Too many subscriptions on the connection', `at most ${MOST}`)
    this.#size += subscription.size
    this.#open.set(subscription.id, subscription)
    return subscription
  }

  /** How many of this event are open. */
  count(event: string): number {
    let count = 0
    for (const subscription of this.#open.values()) if (subscription.event === event) count++
    return count
  }

  get(id: unknown): Subscription | undefined {
    return typeof id === 'string' ? this.#open.get(id) : undefined
  }

  /** False when there is no such subscription. */
  close(id: unknown, event: string): boolean {
    const subscription = this.get(id)
    if (subscription?.event !== event) return false
    this.#open.delete(subscription.id)
    this.#size -= subscription.size
    subscription.end()
    return true
  }

  closeAll(): void {
    for (const subscription of this.#open.values()) subscription.end()
    this.#open.clear()
    this.#size = 0
  }
}
