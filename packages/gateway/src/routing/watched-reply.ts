// A miner's reply that tells when it is over: read to its end, broken, or cancelled.
import type { Reply, Timing } from '@taonet/neuron'

export interface ReplyEnd {
  /** Once or more; nothing is read after it. */
  over(): void
  /** What the reader is told for whatever the exchange threw. */
  broken(thrown: unknown): unknown
}

export class WatchedReply implements Reply {
  readonly #inner: Reply
  readonly #end: ReplyEnd

  constructor(inner: Reply, end: ReplyEnd) {
    this.#inner = inner
    this.#end = end
  }

  get status(): number {
    return this.#inner.status
  }

  get headers(): Reply['headers'] {
    return this.#inner.headers
  }

  get streamed(): boolean {
    return this.#inner.streamed
  }

  get timing(): Timing {
    return this.#inner.timing
  }

  async json(): Promise<unknown> {
    try {
      return await this.#inner.json()
    } catch (thrown) {
      throw this.#end.broken(thrown)
    } finally {
      this.#end.over()
    }
  }

  async *events(): AsyncGenerator<string> {
    try {
      yield* this.#inner.events()
    } catch (thrown) {
      throw this.#end.broken(thrown)
    } finally {
      this.#end.over()
    }
  }

  cancel(): void {
    this.#inner.cancel()
    this.#end.over()
  }

  condemn(failure: Parameters<Reply['condemn']>[0]): void {
    this.#inner.condemn(failure)
  }
}
