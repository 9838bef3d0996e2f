// `idempotency-key`: the same key with the same body is the same request, answered once and repeated from memory; with another
// body it is a mistake. Per caller, bounded in number, bytes and age, and also while the first one is under way.
import { createHash } from 'node:crypto'
import type { HttpAnswer, Pieces } from '../http/call.ts'
import { Refused } from '../openai-error.ts'

export interface Asked {
  readonly caller: string
  /** The header, as it came. */
  readonly key: string
  readonly path: string
  readonly body: string
  /** The caller's: whoever has gone waits no more. */
  readonly signal: AbortSignal
}

interface Kept {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
}

interface Entry {
  readonly print: string
  readonly at: number
  /** Undefined where the first one failed, or its answer is too long to keep: the next one is asked again. */
  readonly answer: Promise<Kept | undefined>
  bytes: number
}

export interface IdempotencyOptions {
  readonly mostEntries?: number
  readonly mostBytes?: number
  readonly now?: () => number
}

const LONGEST_KEY = 255
const MOST_ENTRIES = 4_096
const MOST_BYTES = 64 << 20
const LONGEST_ANSWER = 4 << 20
const KEPT_MS = 24 * 3_600_000

/** Failures that another try may not meet again are not repeated from memory. */
const isFinal = (status: number): boolean => status < 500 && ![401, 403, 408, 409, 429, 499].includes(status)

const printOf = ({ path, body }: Asked): string =>
  createHash('sha256').update(path).update('\n').update(body).digest('base64')

/** @throws AbortError. */
function orGone<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(signal.reason)
    if (signal.aborted) return gone()
    signal.addEventListener('abort', gone, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', gone))
  })
}

const repeated = ({ status, headers, bytes }: Kept): HttpAnswer => ({
  status,
  headers: { ...headers, 'idempotent-replayed': 'true' },
  body: bytes,
})

type Whole = (bytes: Uint8Array | undefined) => void

/** Passes a body on, and tells a copy when it has come whole; nothing when it broke off or is too long. */
function copying(body: Pieces, whole: Whole): Pieces {
  let parts: Uint8Array[] | undefined = []
  let size = 0
  return {
    async next() {
      try {
        const piece = await body.next()
        if (piece === undefined) {
          whole(parts && Buffer.concat(parts))
          return undefined
        }
        const bytes = Buffer.from(piece)
        size += bytes.length
        if (size > LONGEST_ANSWER) parts = undefined
        parts?.push(bytes)
        return piece
      } catch (thrown) {
        whole(undefined)
        throw thrown
      }
    },
    cancel() {
      whole(undefined)
      body.cancel()
    },
  }
}

/** The same body, of which `whole` is told. */
function kept(body: HttpAnswer['body'], whole: Whole): HttpAnswer['body'] {
  if (typeof body === 'object' && 'next' in body) return copying(body, whole)
  const bytes = Buffer.from(body ?? '')
  whole(bytes.length > LONGEST_ANSWER ? undefined : bytes)
  return body
}

export class Idempotency {
  readonly #entries = new Map<string, Entry>()
  readonly #mostEntries: number
  readonly #mostBytes: number
  readonly #now: () => number
  #bytes = 0

  constructor({
    mostEntries = MOST_ENTRIES,
    mostBytes = MOST_BYTES,
    now = Date.now,
  }: IdempotencyOptions = {}) {
    this.#mostEntries = mostEntries
    this.#mostBytes = mostBytes
    this.#now = now
  }

  /** Entries and bytes that are kept now. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#entries.size, bytes: this.#bytes }
  }

  /**
   * The answer of `work`, or of the one before with the same key.
   * @throws Refused 400 for an unusable key, 409 `idempotency_key_reused` for another body; what `work` throws.
   */
  async answer(asked: Asked, work: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    if (!/^[\x21-\x7e]+$/.test(asked.key) || asked.key.length > LONGEST_KEY)
      throw new Refused(
        400,
        'invalid_value',
        `"idempotency-key" must be 1 to ${LONGEST_KEY} visible characters.`,
        'idempotency-key',
      )
    const name = `${asked.caller}\n${asked.key}`
    const print = printOf(asked)
    for (;;) {
      const known = this.#living(name)
      if (!known) return this.#first(name, print, work)
      if (known.print !== print)
        throw new Refused(
          409,
          'idempotency_key_reused',
          'This idempotency key was used for another request. Take a new one for each request.',
          'idempotency-key',
        )
      const kept = await orGone(known.answer, asked.signal)
      if (kept) return repeated(kept)
      // The first one came to nothing: one of those who waited becomes the first.
      if (this.#entries.get(name) === known) this.#forget(name)
    }
  }

  #living(name: string): Entry | undefined {
    const known = this.#entries.get(name)
    if (!known || this.#now() - known.at < KEPT_MS) return known
    this.#forget(name)
    return undefined
  }

  #forget(name: string): void {
    const entry = this.#entries.get(name)
    if (!entry) return
    this.#bytes -= entry.bytes
    this.#entries.delete(name)
  }

  async #first(name: string, print: string, work: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const { promise, resolve } = Promise.withResolvers<Kept | undefined>()
    const entry: Entry = { print, at: this.#now(), answer: promise, bytes: 0 }
    this.#entries.set(name, entry)
    this.#makeRoom()
    try {
      const answer = await work()
      const { status, headers } = answer
      const body = kept(answer.body, bytes => {
        const whole = bytes && isFinal(status) ? { status, headers: { ...headers }, bytes } : undefined
        if (whole) this.#count(name, entry, whole.bytes.length)
        else if (this.#entries.get(name) === entry) this.#forget(name)
        resolve(whole)
      })
      return { ...answer, body }
    } catch (thrown) {
      if (this.#entries.get(name) === entry) this.#forget(name)
      resolve(undefined)
      throw thrown
    }
  }

  #count(name: string, entry: Entry, bytes: number): void {
    if (this.#entries.get(name) !== entry) return
    entry.bytes = bytes
    this.#bytes += bytes
    this.#makeRoom()
  }

  /** The oldest go first. */
  #makeRoom(): void {
    for (const name of this.#entries.keys()) {
      if (this.#entries.size <= this.#mostEntries && this.#bytes <= this.#mostBytes) return
      this.#forget(name)
    }
  }
}
