// What the signed-request formats share: the request as received, the verdict, and the reading of headers.

import { FormatError } from './format-error.ts'
import { type AccountId, hexToBytes } from './hex.ts'
import { sha2 } from './keyed-hash.ts'
import type { ReplayCache } from './replay.ts'
import { accountFromSs58 } from './ss58.ts'

/** Names in lower case, as node:http, fetch and HTTP/2 give them. */
export type HeaderMap = Readonly<Record<string, string | readonly string[] | undefined>>

export interface HttpRequest {
  readonly method: string
  /** As sent: percent-encoded path and `?query`. */
  readonly target: string
  readonly headers: HeaderMap
  /** The raw bytes, before any parsing or decoding. */
  readonly body: Uint8Array
}

export type UnsignedRequest = Omit<HttpRequest, 'headers'>

export type RefusalReason =
  | 'missing'
  | 'malformed'
  | 'version'
  | 'scheme'
  | 'receiver'
  | 'sender'
  | 'stale'
  | 'future'
  | 'signature'
  | 'body'
  | 'replayed'
  | 'replay-cache-full'
  | 'unknown-session'
  | 'expired'
  | 'unwelcome'

/** 403 for a verified caller the host does not want, 401 for all else. */
export interface Refused {
  readonly ok: false
  readonly status: 401 | 403
  readonly reason: RefusalReason
}

export interface Accepted {
  readonly ok: true
  readonly sender: AccountId
}

export type Verdict = Accepted | Refused

export interface VerifyContext {
  readonly ownHotkey: AccountId
  /** Unix milliseconds. */
  readonly now: number
  readonly seen: ReplayCache
  /** Asked about a verified sender before its request is remembered; absent means everybody is welcome. */
  readonly welcome?: (sender: AccountId) => boolean
}

export function refuse(reason: RefusalReason): Refused {
  return { ok: false, status: reason === 'unwelcome' ? 403 : 401, reason }
}

/** The value of a header sent exactly once. */
export function header(headers: HeaderMap, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

/** Lower-case SHA-256 digits of the raw body, as every format signs them. */
export function bodyDigest(body: Uint8Array): string {
  return sha2.digits(body)
}

/** Undefined when the text is no address of this network. */
export function readAddress(text: string): AccountId | undefined {
  try {
    return accountFromSs58(text)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

/** Undefined unless `0x` and 128 lower-case digits: one signature has one text. */
export function readSignature(text: string): Uint8Array | undefined {
  return /^0x[0-9a-f]{128}$/.test(text) ? hexToBytes(text) : undefined
}

/** The last two steps of every signed form: is the verified sender welcome, and is its request new? */
export function admit(sender: AccountId, key: string, expiresAt: number, context: VerifyContext): Verdict {
  if (context.welcome?.(sender) === false) return refuse('unwelcome')
  const answer = context.seen.remember(key, expiresAt, context.now)
  if (answer === 'fresh') return { ok: true, sender }
  return refuse(answer === 'seen' ? 'replayed' : 'replay-cache-full')
}
