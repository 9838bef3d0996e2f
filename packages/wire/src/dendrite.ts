// The classic axon and dendrite headers of SDK 7 to 10 (wire-neuron §2), verified in a stricter form, and the axon's answer.

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
  /**
   * Recomputes the hash from the body that was received, undefined when it has none: the body has to be parsed for it, so
   * it is asked only once the signature over the stated hash holds. Fields the synapse does not require stay unbound.
   */
  readonly bodyHash: () => string | undefined
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
  const message = dendritePayload(nonce, hotkey, axon, uuid, bodyHash)
  const publicKey = hexToBytes(sender)
  if (!verifySignature({ scheme: 'sr25519', publicKey, message, signature })) return refuse('signature')
  if (context.welcome?.(sender) === false) return refuse('unwelcome')
  if (bodyHash !== context.bodyHash()) return refuse('body')
  const expiresAt = Number(BigInt(nonce) / NS_PER_MS) + DENDRITE_MAX_AGE_MS + 1
  return admit(sender, `dendrite:${sender}:${uuid}:${nonce}`, expiresAt, context)
}

export interface AxonAnswer {
  readonly status: number
  readonly message: string
  /** Seconds. */
  readonly processTime: number
  readonly ip: string
  readonly port: number
  /** As `DendriteCall`'s. */
  readonly version: number
  readonly nonce: bigint
  readonly uuid: string
}

/** Header values are one line of ASCII. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 256)

/** The axon's part of an answer; it is signed for a caller who has proved who it is. */
export function axonHeaders(
  key: KeyPair,
  answer: AxonAnswer,
  caller: AccountId | undefined,
): Readonly<Record<string, string>> {
  const nonce = String(answer.nonce)
  const signed = (address: string): Record<string, string> => ({
    bt_header_axon_signature: bytesToHex(
      key.sign(new TextEncoder().encode(`${nonce}.${address}.${key.ss58}.${answer.uuid}`)),
    ),
  })
  return {
    bt_header_axon_status_code: String(answer.status),
    bt_header_axon_status_message: headerText(answer.message),
    bt_header_axon_process_time: String(answer.processTime),
    bt_header_axon_ip: answer.ip,
    bt_header_axon_port: String(answer.port),
    bt_header_axon_version: String(answer.version),
    bt_header_axon_nonce: nonce,
    bt_header_axon_uuid: answer.uuid,
    bt_header_axon_hotkey: key.ss58,
    ...(caller === undefined ? {} : signed(ss58Encode(caller))),
  }
}
