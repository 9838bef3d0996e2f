// Proof that an answer is the miner's own, whole and unchanged, whoever carried it: a MAC under the session (wire-neuron §3c)
// over the body, or over a stream's events in their order.

import { createHash, hash } from 'node:crypto'
import type { Session } from '@taonet/wire'

/** Of a whole answer the header, of a streamed one the first word of the comment before its end. */
export const PROOF_HEADER = 'x-taonet-mac'

/** `digest`: lower-case digits of SHA-256. */
export type AnswerProof = (kind: 'whole' | 'stream', digest: string) => string

export const proofOf =
  (session: Session, counter: string): AnswerProof =>
  (kind, digest) =>
    session.answerMac(kind, counter, digest)

/** Text as its UTF-8. */
export const wholeDigest = (body: string | Uint8Array): string => hash('sha256', body)

/** Over each event's data and a newline after it. */
export class StreamDigest {
  readonly #hash = createHash('sha256')

  add(data: string): void {
    this.#hash.update(data).update('\n')
  }

  end(): string {
    return this.#hash.digest('hex')
  }
}
