// A miner's answer as its caller reads it: once, bounded, proven to be the miner's, and under the deadline of the exchange.

import { type AnswerProof, PROOF_HEADER, StreamDigest, wholeDigest } from '../answer-proof.ts'
import type { Answer, AnswerBody } from './answer.ts'
import { readEvents } from './event-stream.ts'
import type { ExchangeScope } from './exchange.ts'
import {
  asNetError,
  badReply,
  cutOff,
  type Failure,
  isFailure,
  replyTooLong,
  wrongIdentity,
} from './failures.ts'
import type { Reply, Timing } from './reply.ts'

/** Enough for a thousand vectors as JSON; a longer answer is an attack or a mistake. */
const MAX_REPLY_BYTES = 16 << 20
/** Why somebody does not answer is said in few words. */
const MAX_REFUSAL_BYTES = 64 << 10
/** What a chunk costs to keep beyond its bytes: an answer in single bytes is bounded sooner. */
const CHUNK_COST = 64
/** An event costs time however little it says; the longest answers have some thousands of tokens. */
const MAX_EVENTS = 65_536
/** After its end a stream may say so much more before its connection is given up. */
const MAX_TRAILING_BYTES = 1_024
const TRAILING_PATIENCE = 1_000

export interface ReplyOptions {
  readonly scope: ExchangeScope
  /** `performance.now()` when the request left. */
  readonly sent: number
  readonly proof: AnswerProof
  /** Told once, if ever. */
  readonly onFailure: (failure: Failure) => void
}

export class HttpReply implements Reply {
  readonly status: number
  readonly headers: Answer['headers']
  readonly #body: AnswerBody
  readonly #options: ReplyOptions
  #cost = 0
  #failed = false
  #complete = false
  #left = false

  constructor({ status, headers, body }: Answer, options: ReplyOptions) {
    this.status = status
    this.headers = headers
    this.#body = body
    this.#options = options
    // Also one that has come whole, and is not read yet.
    options.scope.onCancel(() => body.cancel())
    if (this.status !== 200) this.condemn('status')
  }

  get streamed(): boolean {
    const type = this.headers['content-type']
    return typeof type === 'string' && type.startsWith('text/event-stream')
  }

  get timing(): Timing {
    return { sent: this.#options.sent, firstByte: this.#body.firstByte }
  }

  condemn(failure: Failure): void {
    if (this.#failed) return
    this.#failed = true
    this.#options.onFailure(failure)
  }

  async json(): Promise<unknown> {
    try {
      const body = await this.#whole()
      this.#ensureProven(this.headers[PROOF_HEADER], () => this.#options.proof('whole', wholeDigest(body)))
      return parse(body)
    } catch (error) {
      throw this.#blamed(error)
    }
  }

  async *events(): AsyncGenerator<string> {
    const digest = new StreamDigest()
    let said: string | undefined
    let events = 0
    try {
      for await (const { data, comment } of readEvents(this.#parts())) {
        said = comment ?? said
        if (++events > MAX_EVENTS) throw replyTooLong(`more than ${MAX_EVENTS} events`)
        if (data === undefined) continue
        digest.add(data)
        yield data
      }
      this.#ensureProven(said, () => `${PROOF_HEADER} ${this.#options.proof('stream', digest.end())}`)
      this.#complete = true
    } catch (error) {
      throw this.#blamed(error)
    } finally {
      this.#leave()
    }
  }

  cancel(): void {
    this.#options.scope.cancel()
  }

  #blamed(thrown: unknown): Error {
    const error = asNetError(thrown)
    this.condemn(isFailure(error.code) ? error.code : 'bad-reply')
    return error
  }

  /** What is no answer needs no proof: it is worth nothing. @throws NetError `wrong-identity`. */
  #ensureProven(said: unknown, due: () => string): void {
    if (this.status !== 200 || said === due()) return
    throw wrongIdentity('its proof is missing or wrong')
  }

  async #whole(): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    for (let part = await this.#next(); part; part = await this.#next()) parts.push(part)
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
  }

  /** Whoever stops reading leaves the rest where it is: what becomes of it is decided once the end has been seen. */
  #parts(): AsyncIterable<Uint8Array> {
    const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
      const value = await this.#next()
      return value ? { done: false, value } : { done: true, value }
    }
    return { [Symbol.asyncIterator]: () => ({ next }) }
  }

  /** The next piece of the body, undefined after the last. */
  async #next(): Promise<Uint8Array | undefined> {
    const limit = this.status === 200 ? MAX_REPLY_BYTES : MAX_REFUSAL_BYTES
    try {
      if (Number(this.headers['content-length'] ?? 0) > limit)
        throw replyTooLong(`longer than ${limit} bytes`)
      const part = await this.#body.next()
      if (part) {
        this.#cost += part.length + CHUNK_COST
        if (this.#cost > limit) throw replyTooLong(`longer than ${limit} bytes`)
        return part
      }
      this.#complete = true
    } catch (error) {
      const explained = this.#options.scope.explain(error)
      this.#leave()
      throw asNetError(explained).code === 'disconnected' ? cutOff('the connection broke', error) : explained
    }
    this.#leave()
    return undefined
  }

  /** The connection is kept only when there is nothing more to come. */
  #leave(): void {
    if (this.#left) return
    this.#left = true
    const { scope } = this.#options
    if (!this.#complete) return scope.cancel()
    scope.end()
    this.#body.drop(MAX_TRAILING_BYTES, TRAILING_PATIENCE)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body))
  } catch (error) {
    throw badReply('not JSON', error)
  }
}
