// Signatures are verified outside the runtime, once each: a cache remembers what was good (DESIGN §4).
import type { Rejection, Runtime, SignatureFacts, StateView } from '@taonet/runtime'
import { type AccountId, extrinsicHash, type Hash, hexToBytes } from '@taonet/wire'
import type { Verifier } from '@taonet/wire/node'

const REMEMBERED = 32_768

/**
 * Keyed by the full extrinsic's hash. The message is compared too: after its era the same bytes would mean another birth
 * block and so another message, which nobody has verified.
 */
export class SignatureCache {
  readonly #messages = new Map<Hash, Uint8Array>()

  has(hash: Hash, message: Uint8Array): boolean {
    const known = this.#messages.get(hash)
    return known !== undefined && Buffer.compare(known, message) === 0
  }

  add(hash: Hash, message: Uint8Array): void {
    this.#messages.delete(hash)
    this.#messages.set(hash, message)
    if (this.#messages.size > REMEMBERED)
      for (const oldest of this.#messages.keys()) return void this.#messages.delete(oldest)
  }
}

const BAD_PROOF: Rejection = { kind: 'invalid', reason: 'BadProof' }
// A bare extrinsic is an inherent, and those are only made, never received.
const BARE: Rejection = { kind: 'invalid', reason: 'Call' }

export type Opened =
  | { readonly ok: true; readonly hash: Hash; readonly facts: SignatureFacts }
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
    return { ok: true, hash: extrinsicHash(extrinsic), facts }
  }

  isKnown({ hash, facts }: Opened & { ok: true }): boolean {
    return this.#cache.has(hash, facts.message) || this.impersonated.has(facts.signer)
  }

  /** Takes the signature as good without looking at it. */
  vouch({ hash, facts }: Opened & { ok: true }): void {
    this.#cache.add(hash, facts.message)
  }

  /** The first rejection among them, or undefined when every signature is good. */
  async verify(opened: readonly Opened[]): Promise<Rejection | undefined> {
    const unknown: (Opened & { ok: true })[] = []
    for (const one of opened) {
      if (!one.ok) return one.rejection
      if (!this.isKnown(one)) unknown.push(one)
    }
    if (unknown.length === 0) return undefined
    const verdicts = await this.#verifier().verify(unknown.map(({ facts }) => signedItem(facts)))
    for (const [index, { hash, facts }] of unknown.entries()) {
      if (!verdicts[index]) return BAD_PROOF
      this.#cache.add(hash, facts.message)
    }
    return undefined
  }
}

function signedItem(facts: SignatureFacts) {
  const { message, signature } = facts
  const scheme = facts.scheme === 'ed25519' ? 'ed25519' : 'sr25519'
  return { scheme, publicKey: hexToBytes(facts.signer), message, signature } as const
}
