// Who gets in: a request is refused before any work unless a form we know proves who sent it (wire-neuron §2, §3, §3b, §3c).

import {
  type AccountId,
  acceptSession,
  type HeaderMap,
  type HttpRequest,
  header,
  type KeyPair,
  type Refused,
  type ReplayCache,
  readAddress,
  refuse,
  SessionTable,
  type SessionVerdict,
  type Verdict,
  verifyBtauth,
  verifyDendrite,
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

export type Form = 'session' | 'btauth' | 'epistula' | 'dendrite'

/** The headers by which a form is known and, for those with a signature, who claims to have signed. */
const FORMS = [
  ['btauth', 'x-bittensor-signature', 'x-bittensor-hotkey'],
  ['epistula', 'epistula-request-signature', 'epistula-signed-by'],
  ['dendrite', 'bt_header_dendrite_signature', 'bt_header_dendrite_hotkey'],
] as const

export function formOf(headers: HeaderMap): Form | undefined {
  if (headers['x-taonet-session'] !== undefined) return 'session'
  return FORMS.find(([, known]) => headers[known] !== undefined)?.[0]
}

/** What the head of a request says before its body is read; only a session's id cannot be said by just anybody. */
export interface Claim {
  readonly ok: true
  readonly form: Form
  readonly caller: AccountId
  readonly welcome: boolean
}

export class Admission {
  readonly #options: AdmissionOptions
  readonly #sessions = new SessionTable()

  constructor(options: AdmissionOptions) {
    this.#options = options
  }

  /** Whether it is worth reading the body, and how much of it: a stranger without any credentials is not. */
  claim(headers: HeaderMap): Claim | Refused {
    const form = formOf(headers)
    if (form === undefined) return refuse('missing')
    if (form === 'session') {
      const caller = this.#sessions.find(header(headers, 'x-taonet-session') ?? '')?.session.caller
      return caller === undefined
        ? refuse('unknown-session')
        : { ok: true, form, caller, welcome: this.#options.welcome(caller) }
    }
    const claimant = FORMS.find(([name]) => name === form)?.[2]
    const caller = readAddress((claimant && header(headers, claimant)) ?? '')
    if (caller === undefined) return refuse('malformed')
    return { ok: true, form, caller, welcome: this.#options.welcome(caller) }
  }

  /** `bodyHash` is the classic form's, recomputed from the body. */
  verify(request: HttpRequest, bodyHash: () => string | undefined): SessionVerdict {
    const form = formOf(request.headers)
    if (form !== 'session') return this.#verifySigned(request, form, bodyHash)
    const { hotkey, welcome, now } = this.#options
    return verifySession(request, {
      ownHotkey: hotkey.account,
      now: now(),
      sessions: this.#sessions,
      welcome,
    })
  }

  /** The answer to `POST /session`; only a signature over the whole body opens one, never another session. */
  openSession(request: HttpRequest): { readonly ok: true; readonly body: Uint8Array } | Refused {
    const form = formOf(request.headers)
    const verdict =
      form === 'session' || form === 'dendrite'
        ? refuse('missing')
        : this.#verifySigned(request, form, () => undefined)
    if (!verdict.ok) return verdict
    const { hotkey, netuid, now } = this.#options
    const granted = acceptSession(request.body, { sender: verdict.sender, own: hotkey, now: now() })
    if (!granted.ok) return granted
    if (granted.session.netuid !== netuid) return refuse('receiver')
    if (!this.#sessions.grant(granted.session, now())) return refuse('replay-cache-full')
    return granted
  }

  #verifySigned(
    request: HttpRequest,
    form: Exclude<Form, 'session'> | undefined,
    bodyHash: () => string | undefined,
  ): Verdict {
    const { hotkey, seen, welcome, now } = this.#options
    const context = { ownHotkey: hotkey.account, now: now(), seen, welcome }
    if (form === 'btauth') return verifyBtauth(request, context)
    if (form === 'epistula') return verifyEpistula(request, context)
    return form === 'dendrite' ? verifyDendrite(request, { ...context, bodyHash }) : refuse('missing')
  }
}
