// btauth/1, Bittensor 11's request signing (wire-neuron §3b).

import { type AccountId, bytesToHex, hexToBytes } from './hex.ts'
import type { KeyPair } from './keyring.ts'
import {
  admit,
  bodyDigest,
  type HttpRequest,
  header,
  readAddress,
  readSignature,
  refuse,
  type UnsignedRequest,
  type Verdict,
  type VerifyContext,
} from './signed-request.ts'
import { ss58Encode } from './ss58.ts'
import { type SignatureScheme, verifySignature } from './verify.ts'

const NS_PER_MS = 1_000_000n
export const BTAUTH_MAX_AGE_MS = 10_000
export const BTAUTH_MAX_AHEAD_MS = 2_000

export interface BtauthHeaders extends Readonly<Record<string, string>> {
  readonly 'x-bittensor-version': string
  readonly 'x-bittensor-hotkey': string
  readonly 'x-bittensor-receiver': string
  readonly 'x-bittensor-nonce': string
  readonly 'x-bittensor-signature': string
}

/** The signed bytes: eight lines, none ending the last. `sender` and `receiver` are SS58. */
export function btauthPayload(
  request: UnsignedRequest,
  parts: { scheme: SignatureScheme; nonce: string; sender: string; receiver: string },
): Uint8Array {
  const lines = [
    'btauth/1',
    parts.scheme,
    request.method.toUpperCase(),
    request.target,
    bodyDigest(request.body),
    parts.nonce,
    parts.sender,
    parts.receiver,
  ]
  return new TextEncoder().encode(lines.join('\n'))
}

/** Hands out strictly increasing nonces in nanoseconds, also to calls within one millisecond. */
export class BtauthNonces {
  #last = 0n

  /** @param now unix milliseconds */
  next(now: number): bigint {
    const clock = BigInt(Math.floor(now)) * NS_PER_MS
    this.#last = clock > this.#last ? clock : this.#last + 1n
    return this.#last
  }
}

/** Headers of one attempt: a repeated one needs a fresh nonce (unix nanoseconds). */
export function signBtauth(
  request: UnsignedRequest,
  key: KeyPair,
  { receiver, nonce }: { receiver: AccountId; nonce: bigint },
): BtauthHeaders {
  const parts = {
    scheme: key.scheme,
    nonce: String(nonce),
    sender: key.ss58,
    receiver: ss58Encode(receiver),
  }
  return {
    'x-bittensor-version': '1',
    'x-bittensor-hotkey': parts.sender,
    'x-bittensor-receiver': parts.receiver,
    'x-bittensor-nonce': parts.nonce,
    ...(key.scheme === 'sr25519' ? {} : { 'x-bittensor-crypto': key.scheme }),
    'x-bittensor-signature': bytesToHex(key.sign(btauthPayload(request, parts))),
  }
}

export interface BtauthContext extends VerifyContext {
  /** The scheme this host trusts for a sender; the header only has to agree. Absent means sr25519. */
  readonly schemeOf?: (sender: AccountId) => SignatureScheme
}

/** Checks in the order of wire-neuron §3b; an unbound request (no receiver) is refused. */
export function verifyBtauth(request: HttpRequest, context: BtauthContext): Verdict {
  const read = (name: string) => header(request.headers, `x-bittensor-${name}`)
  const version = read('version')
  const hotkey = read('hotkey')
  const receiver = read('receiver')
  const nonce = read('nonce')
  const signatureText = read('signature')
  if (!version || !hotkey || !receiver || !nonce || !signatureText) return refuse('missing')
  if (version !== '1') return refuse('version')
  const sender = readAddress(hotkey)
  const signature = readSignature(signatureText)
  if (!sender || !signature || !/^[1-9]\d{0,19}$/.test(nonce)) return refuse('malformed')
  const scheme = context.schemeOf?.(sender) ?? 'sr25519'
  if ((request.headers['x-bittensor-crypto'] ?? 'sr25519') !== scheme) return refuse('scheme')

  if (readAddress(receiver) !== context.ownHotkey) return refuse('receiver')

  const ahead = BigInt(nonce) - BigInt(Math.floor(context.now)) * NS_PER_MS
  if (ahead < -BigInt(BTAUTH_MAX_AGE_MS) * NS_PER_MS) return refuse('stale')
  if (ahead > BigInt(BTAUTH_MAX_AHEAD_MS) * NS_PER_MS) return refuse('future')

  const message = btauthPayload(request, { scheme, nonce, sender: hotkey, receiver })
  if (!verifySignature({ scheme, publicKey: hexToBytes(sender), message, signature }))
    return refuse('signature')

  const expiresAt = Number(BigInt(nonce) / NS_PER_MS) + BTAUTH_MAX_AGE_MS + 1
  return admit(sender, `btauth:${sender}:${nonce}`, expiresAt, context)
}
