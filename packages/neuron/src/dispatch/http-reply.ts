// A miner's answer as its caller reads it: once, bounded, proven to be the miner's, and under the deadline of the exchange.

import type { Dispatcher as HttpAgent } from 'undici'
import { type AnswerProof, PROOF_HEADER, StreamDigest, wholeDigest } from '../answer-proof.ts'
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
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly #body: HttpAgent.ResponseData['body']
  readonly #options: ReplyOptions
  #firstByte = 0
  #failed = false
  #complete = false

  constructor(answer: HttpAgent.ResponseData, options: ReplyOptions) {
    this.status = answer.statusCode
    this.headers = answer.headers
    this.#body = answer.body
    this.#options = options
    // A cancelled body reports its end as an error; the reader, if any, is told through its iteration.
    this.#body.on('error', () => {})
    if (this.status !== 200) this.condemn('status')
  }

  get streamed(): boolean {
    const type = this.headers['content-type']
    return typeof type === 'string' && type.startsWith('text/event-stream')
  }

  get timing(): Timing {
    return { sent: this.#options.sent, firstByte: this.#firstByte }
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
    const chunks = this.#chunks()
    let said: string | undefined
    let events = 0
    try {
      // Without a `return` of its own: what happens to the chunks is decided here, once the end has been seen.
      for await (const { data, comment } of readEvents({
        [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }),
      })) {
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
      await chunks.return(undefined)
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
    for await (const chunk of this.#chunks()) parts.push(chunk)
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
  }

  /** Leaves the body as soon as its reader does; the connection is kept only when there is nothing more to come. */
  async *#chunks(): AsyncGenerator<Uint8Array> {
    const limit = this.status === 200 ? MAX_REPLY_BYTES : MAX_REFUSAL_BYTES
    const { scope } = this.#options
    let cost = 0
    try {
      if (Number(this.headers['content-length'] ?? 0) > limit)
        throw replyTooLong(`longer than ${limit} bytes`)
      for await (const chunk of this.#body.iterator({ destroyOnReturn: false })) {
        if (this.#firstByte === 0) this.#firstByte = performance.now()
        cost += chunk.length + CHUNK_COST
        if (cost > limit) throw replyTooLong(`longer than ${limit} bytes`)
        yield chunk
      }
      this.#complete = true
    } catch (error) {
      const explained = scope.explain(error)
      throw asNetError(explained).code === 'disconnected' ? cutOff('the connection broke', error) : explained
    } finally {
      if (this.#complete) this.#release()
      else scope.cancel()
    }
  }

  /** The connection serves again if the answer's last bytes are on their way, and is closed if more comes, or nothing. */
  #release(): void {
    this.#options.scope.end()
    const body = this.#body
    if (body.readableEnded || body.destroyed) return
    let left = MAX_TRAILING_BYTES
    const timer = setTimeout(() => body.destroy(), TRAILING_PATIENCE)
    body.once('close', () => clearTimeout(timer))
    body.on('data', (chunk: Uint8Array) => {
      left -= chunk.length
      if (left < 0) body.destroy()
    })
    body.resume()
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
