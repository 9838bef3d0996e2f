// taonet sessions (wire-neuron §3c): sealing a warm request with a MAC, and checking one.

import { CounterWindow } from './counter-window.ts'
import { type AccountId, bytesToHex, hexToBytes } from './hex.ts'
import { type KeyedHash, sha2 } from './keyed-hash.ts'
import { equalInConstantTime, SESSION_PROTOCOL } from './session-key.ts'
import {
  bodyDigest,
  type HttpRequest,
  header,
  refuse,
  type UnsignedRequest,
  type Verdict,
} from './signed-request.ts'
import { ss58Encode } from './ss58.ts'

export interface SessionTerms {
  /** 16 bytes in base64url: 22 characters. */
  readonly id: string
  readonly caller: AccountId
  readonly receiver: AccountId
  readonly netuid: number
  /** Unix milliseconds. */
  readonly expiresAt: number
}

const utf8 = new TextEncoder()

/** An agreed session; the key is private to it, so printing one shows no secret. */
export class Session implements SessionTerms {
  readonly id: string
  readonly caller: AccountId
  readonly receiver: AccountId
  readonly netuid: number
  readonly expiresAt: number
  /** HMAC-SHA-256 under the session's key, which nothing else here knows. */
  readonly #keyed: KeyedHash
  readonly #receiverAddress: string

  constructor(terms: SessionTerms, key: Uint8Array) {
    this.id = terms.id
    this.caller = terms.caller
    this.receiver = terms.receiver
    this.netuid = terms.netuid
    this.expiresAt = terms.expiresAt
    this.#keyed = sha2.keyed(key)
    this.#receiverAddress = ss58Encode(terms.receiver)
  }

  /** HMAC-SHA-256 over the six lines of the protocol. */
  mac(request: UnsignedRequest, counter: string): Uint8Array {
    return this.#mac([
      SESSION_PROTOCOL,
      request.method.toUpperCase(),
      request.target,
      counter,
      this.#receiverAddress,
      bodyDigest(request.body),
    ])
  }

  /**
   * Proof that the receiver itself gave this answer to this request: `digest` is over the whole body, or over a stream's
   * events. 32 bytes as `0x` and digits.
   */
  answerMac(kind: 'whole' | 'stream', counter: string, digest: string): string {
    const lines = [SESSION_PROTOCOL, `answer-${kind}`, counter, this.#receiverAddress, digest]
    return bytesToHex(this.#mac(lines))
  }

  #mac(lines: readonly string[]): Uint8Array {
    return this.#keyed(utf8.encode(lines.join('\n')))
  }

  /** Headers of one request; the caller never uses a counter twice, not even for a retry. */
  seal(request: UnsignedRequest, counter: number): Record<string, string> {
    return {
      'x-taonet-session': this.id,
      'x-taonet-counter': String(counter),
      'x-taonet-mac': bytesToHex(this.mac(request, String(counter))),
    }
  }
}

export interface SessionEntry {
  readonly session: Session
  readonly window: CounterWindow
}

/** The sessions a receiver has granted: bounded in total and per caller. */
export class SessionTable {
  readonly #capacity: number
  readonly #perCaller: number
  readonly #entries = new Map<string, SessionEntry>()
  readonly #ids = new Map<AccountId, string[]>()

  constructor({ capacity = 4_096, perCaller = 8 }: { capacity?: number; perCaller?: number } = {}) {
    this.#capacity = capacity
    this.#perCaller = perCaller
  }

  get size(): number {
    return this.#entries.size
  }

  /** A caller's oldest session makes room for its next; false when the table is full of others' live ones. */
  grant(session: Session, now: number): boolean {
    const own = this.#ids.get(session.caller) ?? []
    if (own.length >= this.#perCaller) this.#drop(own[0]!)
    if (this.#entries.size >= this.#capacity) this.#dropExpired(now)
    if (this.#entries.size >= this.#capacity) return false
    this.#entries.set(session.id, { session, window: new CounterWindow() })
    this.#ids.set(session.caller, [...(this.#ids.get(session.caller) ?? []), session.id])
    return true
  }

  find(id: string): SessionEntry | undefined {
    return this.#entries.get(id)
  }

  #dropExpired(now: number): void {
    for (const { session } of [...this.#entries.values()]) {
      if (session.expiresAt < now) this.#drop(session.id)
    }
  }

  #drop(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry) return
    this.#entries.delete(id)
    const caller = entry.session.caller
    const left = (this.#ids.get(caller) ?? []).filter(other => other !== id)
    if (left.length === 0) this.#ids.delete(caller)
    else this.#ids.set(caller, left)
  }
}

export interface SessionContext {
  readonly ownHotkey: AccountId
  /** Unix milliseconds. */
  readonly now: number
  readonly sessions: SessionTable
  readonly welcome?: (sender: AccountId) => boolean
}

export type SessionVerdict = Verdict & { readonly session?: Session; readonly counter?: string }

/** Shape, known and live session, MAC over what was received, welcome, then the counter. */
export function verifySession(request: HttpRequest, context: SessionContext): SessionVerdict {
  const id = header(request.headers, 'x-taonet-session')
  const counter = header(request.headers, 'x-taonet-counter')
  const mac = header(request.headers, 'x-taonet-mac')
  if (!id || !counter || !mac) return refuse('missing')
  if (!/^0x[0-9a-f]{64}$/.test(mac) || !/^(?:0|[1-9]\d{0,15})$/.test(counter)) return refuse('malformed')
  const entry = context.sessions.find(id)
  if (!entry) return refuse('unknown-session')
  const { session, window } = entry
  if (session.receiver !== context.ownHotkey) return refuse('receiver')
  if (session.expiresAt < context.now) return refuse('expired')
  if (!equalInConstantTime(session.mac(request, counter), hexToBytes(mac))) return refuse('signature')
  if (context.welcome?.(session.caller) === false) return refuse('unwelcome')
  if (!window.accept(Number(counter))) return refuse('replayed')
  return { ok: true, sender: session.caller, session, counter }
}
