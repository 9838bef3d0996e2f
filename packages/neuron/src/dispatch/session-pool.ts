// The sessions a dispatcher holds with miners (wire-neuron §3c): opened when first needed, renewed before they end.

import type { Session } from '@taonet/wire'
import type { Target } from './reply.ts'

/** A request sent this close to the end of its session could arrive after it. */
const RENEW_BEFORE_MS = 30_000

/** Of 16 digits, as any number from here to the last safe one. */
const FIRST_COUNTER = 1e15

export class HeldSession {
  readonly session: Session
  // From a random number on, and always of as many digits: else its length would tell how much had been asked before.
  #counter = FIRST_COUNTER + Math.floor(Math.random() * FIRST_COUNTER)

  constructor(session: Session) {
    this.session = session
  }

  /** Never the same number twice. */
  next(): number {
    return this.#counter++
  }
}

export type OpenSession = (target: Target) => Promise<Session>

interface Entry {
  readonly opening: Promise<HeldSession>
  /** Once it is. */
  opened: HeldSession | undefined
}

const nameOf = ({ netuid, hotkey }: Target): string => `${netuid}:${hotkey}`

export class SessionPool {
  readonly #open: OpenSession
  readonly #now: () => number
  readonly #entries = new Map<string, Entry>()

  constructor(open: OpenSession, now: () => number) {
    this.#open = open
    this.#now = now
  }

  /** One that is open and will be for a while: there is nothing to wait for. */
  held(target: Target): HeldSession | undefined {
    const one = this.#entries.get(nameOf(target))?.opened
    return one && this.#lasts(one) ? one : undefined
  }

  /** One opening serves all who ask meanwhile. @throws whatever the opening throws. */
  async get(target: Target): Promise<HeldSession> {
    const entry = this.#entries.get(nameOf(target))
    if (entry) {
      const one = await entry.opening
      if (this.#lasts(one)) return one
      await this.forget(target, one)
    }
    return this.#entries.get(nameOf(target))?.opening ?? this.#start(target)
  }

  /** Drops a session that the miner no longer knows; a newer one stays. */
  async forget(target: Target, held: HeldSession): Promise<void> {
    const name = nameOf(target)
    const entry = this.#entries.get(name)
    const current = await entry?.opening.catch(() => undefined)
    if (current === held && this.#entries.get(name) === entry) this.#entries.delete(name)
  }

  #lasts({ session }: HeldSession): boolean {
    return session.expiresAt - RENEW_BEFORE_MS > this.#now()
  }

  #start(target: Target): Promise<HeldSession> {
    const name = nameOf(target)
    const opening = this.#open(target).then(session => new HeldSession(session))
    const entry: Entry = { opening, opened: undefined }
    this.#entries.set(name, entry)
    opening.then(
      held => {
        entry.opened = held
      },
      () => {
        if (this.#entries.get(name) === entry) this.#entries.delete(name)
      },
    )
    return opening
  }
}
