// What of a request or a response is hashed, so that whoever sent and got it can do the same.
import { createHash, type Hash as Hashing, hash } from 'node:crypto'
import { type Hash, hash32 } from '@taonet/wire'

/** SHA-256 of a body; text as its UTF-8. */
export const bodyHash = (body: string | Uint8Array): Hash => hash32(`0x${hash('sha256', body)}`)

const DATA = 'data: '
const DONE = '[DONE]'
/** How the event that carries a receipt begins: it cannot be part of what it signs. */
const RECEIPT_EVENT = '{"object":"taonet.receipt"'

/** SHA-256 of a stream's `data:` payloads one after the other, without `[DONE]` and the receipt's own. */
export class StreamHash {
  readonly #hash: Hashing = createHash('sha256')

  /** Whole lines only: an event as it is written, or a whole stream as it came. */
  take(events: string): void {
    for (const line of events.split('\n')) {
      if (!line.startsWith(DATA)) continue
      const payload = line.slice(DATA.length).trimEnd()
      if (payload !== DONE && !payload.startsWith(RECEIPT_EVENT)) this.#hash.update(payload)
    }
  }

  /** Once. */
  digest(): Hash {
    return hash32(`0x${this.#hash.digest('hex')}`)
  }
}

/** Of a whole response as it lies in a file: a body, or a stream of events. */
export function responseHashes(bytes: Uint8Array): readonly Hash[] {
  const stream = new StreamHash()
  stream.take(new TextDecoder().decode(bytes))
  return [bodyHash(bytes), stream.digest()]
}
