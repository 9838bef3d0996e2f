// The dispatcher as whoever serves live requests gets it: the same one, and what goes through it leaves its hashes in the
// evidence. The words stay only where the caller allows that.

import type { AccountId } from '@taonet/wire'
import { ss58Encode } from '@taonet/wire'
import type { Failure } from '../dispatch/failures.ts'
import type { Dispatcher, Reply } from '../dispatch/reply.ts'
import { keptResponse } from './evidence.ts'
import { type LiveRecord, valueHash } from './evidence-lines.ts'

export type Live = Omit<LiveRecord, 'block'>
/** The whole answer; a list of payloads when it was streamed; undefined when it was not read to its end. */
type Said = (answer: unknown) => void

class RecordedReply implements Reply {
  readonly #inner: Reply
  readonly #said: Said
  #done = false

  constructor(inner: Reply, said: Said) {
    this.#inner = inner
    this.#said = said
  }

  get status() {
    return this.#inner.status
  }

  get headers() {
    return this.#inner.headers
  }

  get streamed() {
    return this.#inner.streamed
  }

  get timing() {
    return this.#inner.timing
  }

  condemn(failure: Failure): void {
    this.#inner.condemn(failure)
  }

  async json(): Promise<unknown> {
    try {
      const answer = await this.#inner.json()
      this.#end(answer)
      return answer
    } finally {
      this.#end(undefined)
    }
  }

  async *events(): AsyncGenerator<string> {
    const payloads: string[] = []
    try {
      for await (const data of this.#inner.events()) {
        payloads.push(data)
        yield data
      }
      this.#end(payloads)
    } finally {
      this.#end(undefined)
    }
  }

  cancel(): void {
    this.#end(undefined)
    this.#inner.cancel()
  }

  #end(answer: unknown): void {
    if (this.#done) return
    this.#done = true
    this.#said(answer)
  }
}

export interface Recorder {
  /** Undefined for a subnet whose validator is not here. */
  live(netuid: number, record: Live): void
  /** Told of what could not be written; the caller's answer does not wait for it. */
  failed(error: unknown): void
}

/** @throws what the dispatcher throws. */
export function recorded(inner: Dispatcher, { live, failed }: Recorder): Dispatcher {
  return {
    get hotkey(): AccountId {
      return inner.hotkey
    },
    metrics: () => inner.metrics(),
    close: grace => inner.close(grace),
    async send(target, path, body, options) {
      const started = performance.now()
      const reply = await inner.send(target, path, body, options)
      return new RecordedReply(reply, answer => {
        const { netuid, uid, hotkey } = target
        try {
          live(netuid, {
            uid,
            miner: ss58Encode(hotkey),
            path,
            request: valueHash(body),
            response: answer === undefined ? undefined : valueHash(answer),
            status: reply.status,
            totalMs: performance.now() - started,
            ...(options.mayKeep ? { allowed: { request: body, ...keptResponse(answer) } } : {}),
          })
        } catch (error) {
          failed(error)
        }
      })
    },
  }
}
