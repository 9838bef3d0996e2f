// Who gets in: a request is refused before any work unless a form we know proves who sent it (wire-neuron §3, §3b, §3c).

import {
  type AccountId,
  acceptSession,
  type HeaderMap,
  type HttpRequest,
  type KeyPair,
  type Refused,
  type ReplayCache,
  SessionTable,
  type Verdict,
  verifyBtauth,
  verifyEpistula,
  verifySession,
} from '@taonet/wire'

export interface AdmissionOptions {
  readonly hotkey: KeyPair
  readonly netuid: number
  readonly seen: ReplayCache
  /** Asked anew for every request. */
  readonly welcome: (sender: AccountId) => boolean
  /** Unix milliseconds. */
  readonly now: () => number
}

type Form = 'session' | 'btauth' | 'epistula'

function formOf(headers: HeaderMap): Form | undefined {
  if (headers['x-taonet-session'] !== undefined) return 'session'
  if (headers['x-bittensor-signature'] !== undefined) return 'btauth'
  return headers['epistula-request-signature'] !== undefined ? 'epistula' : undefined
}

const MISSING: Refused = { ok: false, status: 401, reason: 'missing' }

export class Admission {
  readonly #options: AdmissionOptions
  readonly #sessions = new SessionTable()

  constructor(options: AdmissionOptions) {
    this.#options = options
  }

  /** Whether it is worth reading the body: a stranger without any credentials is not. */
  looksSigned(headers: HeaderMap): boolean {
    return formOf(headers) !== undefined
  }

  verify(request: HttpRequest): Verdict {
    const form = formOf(request.headers)
    if (form !== 'session') return this.#verifySigned(request, form)
    const { hotkey, welcome, now } = this.#options
    return verifySession(request, {
      ownHotkey: hotkey.account,
      now: now(),
      sessions: this.#sessions,
      welcome,
    })
  }

  /** The answer to `POST /session`; only a signature opens a session, never another session. */
  openSession(request: HttpRequest): { readonly ok: true; readonly body: Uint8Array } | Refused {
    const form = formOf(request.headers)
    const verdict = form === 'session' ? MISSING : this.#verifySigned(request, form)
    if (!verdict.ok) return verdict
    const { hotkey, netuid, now } = this.#options
    const granted = acceptSession(request.body, { sender: verdict.sender, own: hotkey, now: now() })
    if (!granted.ok) return granted
    if (granted.session.netuid !== netuid) return { ok: false, status: 401, reason: 'receiver' }
    if (!this.#sessions.grant(granted.session, now()))
      return { ok: false, status: 401, reason: 'replay-cache-full' }
    return granted
  }

  #verifySigned(request: HttpRequest, form: Form | undefined): Verdict {
    const { hotkey, seen, welcome, now } = this.#options
    const context = { ownHotkey: hotkey.account, now: now(), seen, welcome }
    if (form === 'btauth') return verifyBtauth(request, context)
    return form === 'epistula' ? verifyEpistula(request, context) : MISSING
  }
}
