// Signatures are verified outside the runtime, once each: a cache remembers what was good (DESIGN §4).
import { hash } from 'node:crypto'
import type { Rejection, Runtime, SignatureFacts, StateView } from '@taonet/runtime'
import { type AccountId, type Hash, hexToBytes } from '@taonet/wire'
import type { SignedItem, Verifier } from '@taonet/wire/node'

const REMEMBERED = 32_768

/**
 * What was verified, by its digest: some 70 bytes each, where a message and a text of its hash would be over a thousand. The
 * digest covers the message, because after its era the same extrinsic means another birth block and so another message.
 */
export class SignatureCache {
  readonly #digests = new Set<string>()

  get size(): number {
    return this.#digests.size
  }

  has(item: SignedItem): boolean {
    return this.#digests.has(digestOf(item))
  }

  add(item: SignedItem): void {
    const digest = digestOf(item)
    this.#digests.delete(digest)
    this.#digests.add(digest)
    if (this.#digests.size > REMEMBERED)
      for (const oldest of this.#digests) return void this.#digests.delete(oldest)
  }
}

// Keys and signatures are of one length each, so that no two items are the same bytes.
const digestOf = ({ scheme, publicKey, signature, message }: SignedItem): string =>
  hash('sha256', Buffer.concat([Buffer.from(scheme), publicKey, signature, message]), 'binary')

const BAD_PROOF: Rejection = { kind: 'invalid', reason: 'BadProof' }
// A bare extrinsic is an inherent, and those are only made, never received.
const BARE: Rejection = { kind: 'invalid', reason: 'Call' }

export type Opened =
  | { readonly ok: true; readonly facts: SignatureFacts; readonly item: SignedItem }
  | { readonly ok: false; readonly rejection: Rejection }

const isRejection = (facts: SignatureFacts | Rejection): facts is Rejection => 'reason' in facts

export class Signatures {
  readonly #runtime: Runtime
  readonly #verifier: () => Verifier
  readonly #cache = new SignatureCache()
  /** Accounts whose signatures are taken as good, whatever they are. */
  readonly impersonated = new Set<AccountId>()

  /** The verifier's threads cost memory and start-up time: they are asked for at the first use. */
  constructor(runtime: Runtime, verifier: () => Verifier) {
    this.#runtime = runtime
    this.#verifier = verifier
  }

  open(view: StateView, extrinsic: Uint8Array, head: Hash): Opened {
    const facts = this.#runtime.signatureOf(view, extrinsic, head)
    if (facts === undefined) return { ok: false, rejection: BARE }
    if (isRejection(facts)) return { ok: false, rejection: facts }
    // No key here signs with ecdsa: such a signature decodes and is a bad one (wire-interface §2.1).
    if (facts.scheme === 'ecdsa') return { ok: false, rejection: BAD_PROOF }
    return { ok: true, facts, item: signedItem(facts) }
  }

  isKnown({ facts, item }: Opened & { ok: true }): boolean {
    return this.#cache.has(item) || this.impersonated.has(facts.signer)
  }

  /** Takes the signature as good without looking at it. */
  vouch({ item }: Opened & { ok: true }): void {
    this.#cache.add(item)
  }

  /** The first rejection among them, or undefined when every signature is good. */
  async verify(opened: readonly Opened[]): Promise<Rejection | undefined> {
    const unknown: SignedItem[] = []
    for (const one of opened) {
      if (!one.ok) return one.rejection
      if (!this.isKnown(one)) unknown.push(one.item)
    }
    if (unknown.length === 0) return undefined
    const verdicts = await this.#verifier().verify(unknown)
    for (const [index, item] of unknown.entries()) {
      if (!verdicts[index]) return BAD_PROOF
      this.#cache.add(item)
    }
    return undefined
  }
}

function signedItem({ scheme, signer, message, signature }: SignatureFacts): SignedItem {
  const publicKey = hexToBytes(signer)
  return { scheme: scheme === 'ed25519' ? 'ed25519' : 'sr25519', publicKey, message, signature }
}
