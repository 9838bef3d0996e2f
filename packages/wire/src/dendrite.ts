// The classic axon and dendrite headers of SDK 7 to 10 (wire-neuron §2), verified in a stricter form.

import { FormatError } from './format-error.ts'
import { type AccountId, bytesToHex, hexToBytes } from './hex.ts'
import type { KeyPair } from './keyring.ts'
import {
  admit,
  type HttpRequest,
  header,
  readAddress,
  readSignature,
  refuse,
  type Verdict,
  type VerifyContext,
} from './signed-request.ts'
import { ss58Encode } from './ss58.ts'
import { verifySignature } from './verify.ts'

const NS_PER_MS = 1_000_000n
// The reference allows 4 s and the request's own timeout, a header nobody signs; ours is its default of 12 s.
export const DENDRITE_MAX_AGE_MS = 16_000
/** Ours: the reference accepts any future nonce, which a bounded memory cannot. */
export const DENDRITE_MAX_AHEAD_MS = 4_000

export interface DendriteCall {
  /** Class name of the synapse, also the path of the URL. */
  readonly name: string
  readonly receiver: AccountId
  readonly axonIp: string
  readonly axonPort: number
  readonly ip: string
  /** major·10⁶ + minor·10³ + patch */
  readonly version: number
  /** Unix nanoseconds, growing per uuid. */
  readonly nonce: bigint
  readonly uuid: string
  /** Seconds. */
  readonly timeout: number
  /** Digits of `synapseBodyHash`. */
  readonly bodyHash: string
}

/** The signed text; both hotkeys are SS58. */
export function dendritePayload(
  nonce: string,
  caller: string,
  axon: string,
  uuid: string,
  bodyHash: string,
): Uint8Array {
  return new TextEncoder().encode(`${nonce}.${caller}.${axon}.${uuid}.${bodyHash}`)
}

/** @throws FormatError `key` when the key is not sr25519, the only scheme of the protocol. */
export function signDendrite(key: KeyPair, call: DendriteCall): Readonly<Record<string, string>> {
  if (key.scheme !== 'sr25519') throw new FormatError('key', 'a dendrite signs with sr25519')
  const axon = ss58Encode(call.receiver)
  const nonce = String(call.nonce)
  return {
    name: call.name,
    timeout: String(call.timeout),
    bt_header_axon_ip: call.axonIp,
    bt_header_axon_port: String(call.axonPort),
    bt_header_axon_hotkey: axon,
    bt_header_dendrite_ip: call.ip,
    bt_header_dendrite_version: String(call.version),
    bt_header_dendrite_nonce: nonce,
    bt_header_dendrite_uuid: call.uuid,
    bt_header_dendrite_hotkey: key.ss58,
    bt_header_dendrite_signature: bytesToHex(
      key.sign(dendritePayload(nonce, key.ss58, axon, call.uuid, call.bodyHash)),
    ),
    computed_body_hash: call.bodyHash,
    'content-type': 'application/json',
  }
}

export interface DendriteContext extends VerifyContext {
  /** Recomputed from the body that was received; fields the synapse does not require stay unbound. */
  readonly bodyHash: string
}

/** Unlike the reference, a missing signature is refused, and nonces may arrive out of order but never twice. */
export function verifyDendrite(request: HttpRequest, context: DendriteContext): Verdict {
  const nonce = header(request.headers, 'bt_header_dendrite_nonce')
  const uuid = header(request.headers, 'bt_header_dendrite_uuid')
  const hotkey = header(request.headers, 'bt_header_dendrite_hotkey')
  const signatureText = header(request.headers, 'bt_header_dendrite_signature')
  const axon = header(request.headers, 'bt_header_axon_hotkey')
  const bodyHash = header(request.headers, 'computed_body_hash')
  if (!nonce || !uuid || !hotkey || !signatureText || !axon || !bodyHash) return refuse('missing')
  const sender = readAddress(hotkey)
  const signature = readSignature(signatureText)
  if (!sender || !signature || !/^[1-9]\d{0,19}$/.test(nonce) || !/^[0-9a-fA-F-]{1,64}$/.test(uuid)) {
    return refuse('malformed')
  }
  if (readAddress(axon) !== context.ownHotkey) return refuse('receiver')
  const ahead = BigInt(nonce) - BigInt(Math.floor(context.now)) * NS_PER_MS
  if (ahead < -BigInt(DENDRITE_MAX_AGE_MS) * NS_PER_MS) return refuse('stale')
  if (ahead > BigInt(DENDRITE_MAX_AHEAD_MS) * NS_PER_MS) return refuse('future')
  if (bodyHash !== context.bodyHash) return refuse('body')
  const message = dendritePayload(nonce, hotkey, axon, uuid, bodyHash)
  const publicKey = hexToBytes(sender)
  if (!verifySignature({ scheme: 'sr25519', publicKey, message, signature })) return refuse('signature')
  const expiresAt = Number(BigInt(nonce) / NS_PER_MS) + DENDRITE_MAX_AGE_MS + 1
  return admit(sender, `dendrite:${sender}:${uuid}:${nonce}`, expiresAt, context)
}
