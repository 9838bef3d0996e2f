// A miner's answer as its caller reads it: once, bounded, and under the deadline of the exchange.

import type { Dispatcher as HttpAgent } from 'undici'
import { readEvents } from './event-stream.ts'
import type { ExchangeScope } from './exchange.ts'
import { badReply } from './failures.ts'
import type { Reply, Timing } from './reply.ts'

/** Enough for a thousand vectors as JSON; a longer answer is an attack or a mistake. */
const MAX_REPLY_BYTES = 16 << 20

export class HttpReply implements Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly #body: HttpAgent.ResponseData['body']
  readonly #scope: ExchangeScope
  readonly #sent: number
  #firstByte = 0

  constructor(answer: HttpAgent.ResponseData, scope: ExchangeScope, sent: number) {
    this.status = answer.statusCode
    this.headers = answer.headers
    this.#body = answer.body
    this.#scope = scope
    this.#sent = sent
    // A cancelled body reports its end as an error; the reader, if any, is told through its iteration.
    this.#body.on('error', () => {})
  }

  get streamed(): boolean {
    const type = this.headers['content-type']
    return typeof type === 'string' && type.startsWith('text/event-stream')
  }

  get timing(): Timing {
    return { sent: this.#sent, firstByte: this.#firstByte }
  }

  async json(): Promise<unknown> {
    const parts: Uint8Array[] = []
    for await (const chunk of this.#chunks()) parts.push(chunk)
    try {
      return JSON.parse(Buffer.concat(parts).toString('utf8'))
    } catch (error) {
      throw badReply('not JSON', error)
    }
  }

  events(): AsyncIterable<string> {
    return readEvents(this.#chunks())
  }

  cancel(): void {
    this.#scope.cancel()
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    let size = 0
    let whole = false
    try {
      for await (const chunk of this.#body) {
        if (this.#firstByte === 0) this.#firstByte = performance.now()
        size += chunk.length
        if (size > MAX_REPLY_BYTES) throw badReply(`longer than ${MAX_REPLY_BYTES} bytes`)
        yield chunk
      }
      whole = true
    } catch (error) {
      throw this.#scope.explain(error)
    } finally {
      if (whole) this.#scope.end()
      else this.#scope.cancel()
    }
  }
}
