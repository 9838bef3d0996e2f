// Epistula version 2 (wire-neuron §3), in its strict form: bound to the receiver and accepted once.

import { FormatError } from './format-error.ts'
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
import { verifySignature } from './verify.ts'

/** ALLOWED_DELTA_MS of the protocol. */
export const EPISTULA_MAX_AGE_MS = 8_000
/** Ours: common copies accept any future time, which a bounded memory of uuids cannot. */
export const EPISTULA_MAX_AHEAD_MS = 8_000

const SECRET_INTERVAL_MS = 10_000

export interface EpistulaHeaders extends Readonly<Record<string, string>> {
  readonly 'epistula-version': string
  readonly 'epistula-timestamp': string
  readonly 'epistula-uuid': string
  readonly 'epistula-signed-by': string
  readonly 'epistula-signed-for': string
  readonly 'epistula-request-signature': string
}

/** The signed text of a request; `signedFor` is SS58, or empty when unbound. */
export function epistulaPayload(
  body: Uint8Array,
  uuid: string,
  timestamp: string,
  signedFor: string,
): Uint8Array {
  return new TextEncoder().encode(`${bodyDigest(body)}.${uuid}.${timestamp}.${signedFor}`)
}

export interface EpistulaOptions {
  readonly receiver: AccountId
  /** Unix milliseconds. */
  readonly now: number
  /** A fresh uuid4 by default. */
  readonly uuid?: string
  /** Adds the three proofs of identity that hold without a body, for servers that ask for them. */
  readonly secretSignatures?: boolean
}

/** @throws FormatError `key` when the key is not sr25519, the only scheme of the protocol. */
export function signEpistula(
  request: Pick<UnsignedRequest, 'body'>,
  key: KeyPair,
  { receiver, now, uuid = crypto.randomUUID(), secretSignatures = false }: EpistulaOptions,
): EpistulaHeaders {
  if (key.scheme !== 'sr25519') throw new FormatError('key', 'Epistula is signed with sr25519')
  const signedFor = ss58Encode(receiver)
  const timestamp = String(Math.floor(now))
  return {
    'epistula-version': '2',
    'epistula-timestamp': timestamp,
    'epistula-uuid': uuid,
    'epistula-signed-by': key.ss58,
    'epistula-signed-for': signedFor,
    'epistula-request-signature': bytesToHex(
      key.sign(epistulaPayload(request.body, uuid, timestamp, signedFor)),
    ),
    ...(secretSignatures ? secretHeaders(key, Math.floor(now), signedFor) : {}),
  }
}

function secretHeaders(key: KeyPair, timestamp: number, signedFor: string): Record<string, string> {
  const interval = Math.ceil(timestamp / SECRET_INTERVAL_MS)
  const proof = (shift: number) =>
    bytesToHex(key.sign(new TextEncoder().encode(`${interval + shift}.${signedFor}`)))
  return {
    'epistula-secret-signature-0': proof(-1),
    'epistula-secret-signature-1': proof(0),
    'epistula-secret-signature-2': proof(1),
  }
}

const UUID = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/
// 15 digits keep the milliseconds exact and reach beyond any year that matters.
const TIMESTAMP = /^[1-9]\d{0,14}$/

/** Shape, receiver, time, signature over the raw body, then welcome and uuid. */
export function verifyEpistula(request: HttpRequest, context: VerifyContext): Verdict {
  const read = (name: string) => header(request.headers, `epistula-${name}`)
  const version = read('version')
  const timestamp = read('timestamp')
  const uuid = read('uuid')
  const signedBy = read('signed-by')
  const signedFor = read('signed-for')
  const signatureText = read('request-signature')
  if (!version || !timestamp || !uuid || !signedBy || !signedFor || !signatureText) return refuse('missing')
  if (version !== '2') return refuse('version')
  const sender = readAddress(signedBy)
  const signature = readSignature(signatureText)
  if (!sender || !signature || !UUID.test(uuid) || !TIMESTAMP.test(timestamp)) return refuse('malformed')

  if (readAddress(signedFor) !== context.ownHotkey) return refuse('receiver')

  const signedAt = Number(timestamp)
  if (signedAt + EPISTULA_MAX_AGE_MS < context.now) return refuse('stale')
  if (signedAt > context.now + EPISTULA_MAX_AHEAD_MS) return refuse('future')

  const message = epistulaPayload(request.body, uuid, timestamp, signedFor)
  const publicKey = hexToBytes(sender)
  if (!verifySignature({ scheme: 'sr25519', publicKey, message, signature })) return refuse('signature')
  return admit(sender, `epistula:${sender}:${uuid}`, signedAt + EPISTULA_MAX_AGE_MS, context)
}
