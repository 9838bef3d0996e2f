// Opening a taonet session (wire-neuron §3c): the offer, its acceptance, and the caller's completion.

import { base64urlnopad } from '@scure/base'
import { FormatError } from './format-error.ts'
import { type AccountId, bytesToHex, hexToBytes } from './hex.ts'
import type { KeyPair } from './keyring.ts'
import { Session, type SessionTerms } from './session.ts'
import { deriveSessionKey, SESSION_PROTOCOL, type X25519Share, x25519Share } from './session-key.ts'
import { type Refused, readAddress, readSignature, refuse } from './signed-request.ts'
import { ss58Encode } from './ss58.ts'
import { type SignatureScheme, verifySignature } from './verify.ts'

export const SESSION_MAX_SECONDS = 600
/** A longer body is refused before it is parsed. */
export const SESSION_MAX_BODY_BYTES = 1_024

export interface SessionParties {
  readonly caller: AccountId
  readonly receiver: AccountId
  readonly netuid: number
}

export interface PendingSession extends SessionParties {
  readonly share: X25519Share
  /** The body of `POST /session`, to be signed by Epistula or btauth/1. */
  readonly body: Uint8Array
}

type Fields = Readonly<Record<string, unknown>>

function parseFields(body: Uint8Array): Fields {
  if (body.length > SESSION_MAX_BODY_BYTES)
    throw new FormatError('session', 'the session message is too long')
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new FormatError('session', 'the session message is not JSON')
  }
  if (typeof value !== 'object' || value === null) throw new FormatError('session', 'not an object')
  const fields: Fields = { ...value }
  if (fields.protocol !== SESSION_PROTOCOL) throw new FormatError('session', 'not of this session protocol')
  return fields
}

function textField(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value !== 'string') throw new FormatError('session', `${name} is not text`)
  return value
}

function numberField(fields: Fields, name: string, max: number): number {
  const value = fields[name]
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max) {
    throw new FormatError('session', `${name} is not an integer of 0 to ${max}`)
  }
  return value
}

function shareField(fields: Fields): Uint8Array {
  const text = textField(fields, 'share')
  if (!/^0x[0-9a-f]{64}$/.test(text)) throw new FormatError('session', 'share is not 32 bytes')
  return hexToBytes(text)
}

const encodeJson = (value: Fields): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

/** The caller's first step; `lifetime` is a wish in seconds, at most 600. */
export function offerSession(
  parties: SessionParties,
  { lifetime = SESSION_MAX_SECONDS, share = x25519Share() }: { lifetime?: number; share?: X25519Share } = {},
): PendingSession {
  const body = encodeJson({
    protocol: SESSION_PROTOCOL,
    share: bytesToHex(share.share),
    caller: ss58Encode(parties.caller),
    receiver: ss58Encode(parties.receiver),
    netuid: parties.netuid,
    lifetime,
  })
  return { ...parties, share, body }
}

/** What the receiver signs: both shares and the terms, so that neither can be swapped on the way. */
function answerPayload(terms: SessionTerms, callerShare: Uint8Array, receiverShare: Uint8Array): Uint8Array {
  const lines = [
    SESSION_PROTOCOL,
    'answer',
    ss58Encode(terms.caller),
    ss58Encode(terms.receiver),
    String(terms.netuid),
    bytesToHex(callerShare),
    bytesToHex(receiverShare),
    terms.id,
    String(terms.expiresAt),
  ]
  return new TextEncoder().encode(lines.join('\n'))
}

export interface AcceptContext {
  /** Verified by the signature of the request that carried the offer. */
  readonly sender: AccountId
  readonly own: KeyPair
  /** Unix milliseconds. */
  readonly now: number
  /** Both fresh by default. */
  readonly share?: X25519Share
  readonly id?: Uint8Array
}

export interface GrantedSession {
  readonly ok: true
  readonly session: Session
  /** The body of the answer. */
  readonly body: Uint8Array
}

/** The receiver's step: the offer must name the verified sender and this receiver. */
export function acceptSession(offer: Uint8Array, context: AcceptContext): GrantedSession | Refused {
  try {
    return grant(parseFields(offer), context)
  } catch (error) {
    if (error instanceof FormatError) return refuse('malformed')
    throw error
  }
}

function grant(fields: Fields, context: AcceptContext): GrantedSession | Refused {
  const { sender, own, now, share = x25519Share(), id = crypto.getRandomValues(new Uint8Array(16)) } = context
  const callerShare = shareField(fields)
  const netuid = numberField(fields, 'netuid', 0xffff)
  const lifetime = numberField(fields, 'lifetime', SESSION_MAX_SECONDS)
  if (readAddress(textField(fields, 'caller')) !== sender) return refuse('sender')
  if (readAddress(textField(fields, 'receiver')) !== own.account) return refuse('receiver')
  const terms: SessionTerms = {
    id: base64urlnopad.encode(id),
    caller: sender,
    receiver: own.account,
    netuid,
    expiresAt: Math.floor(now) + lifetime * 1000,
  }
  const key = deriveSessionKey(share.secret, callerShare, terms.caller, terms.receiver)
  const body = encodeJson({
    protocol: SESSION_PROTOCOL,
    share: bytesToHex(share.share),
    session: terms.id,
    expiry: terms.expiresAt,
    signature: bytesToHex(own.sign(answerPayload(terms, callerShare, share.share))),
  })
  return { ok: true, session: new Session(terms, key), body }
}

/**
 * The caller's last step; `scheme` is the one it trusts for the receiver, `now` unix milliseconds.
 * @throws FormatError `session` when the answer is malformed or already over, `identity` when the receiver did not sign it.
 */
export function completeSession(
  pending: PendingSession,
  answer: Uint8Array,
  { now, scheme = 'sr25519' }: { now: number; scheme?: SignatureScheme },
): Session {
  const fields = parseFields(answer)
  const receiverShare = shareField(fields)
  const id = textField(fields, 'session')
  const expiresAt = numberField(fields, 'expiry', Number.MAX_SAFE_INTEGER)
  const signature = readSignature(textField(fields, 'signature'))
  if (!/^[A-Za-z0-9_-]{22}$/.test(id)) throw new FormatError('session', 'the session id is not 16 bytes')
  if (expiresAt < now) throw new FormatError('session', 'the session is already over')
  const { caller, receiver, netuid } = pending
  const terms: SessionTerms = { id, caller, receiver, netuid, expiresAt }
  const message = answerPayload(terms, pending.share.share, receiverShare)
  if (!signature || !verifySignature({ scheme, publicKey: hexToBytes(receiver), message, signature })) {
    throw new FormatError('identity', 'the answer is not signed by the receiver')
  }
  return new Session(terms, deriveSessionKey(pending.share.secret, receiverShare, caller, receiver))
}
