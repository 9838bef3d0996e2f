// The sessions a dispatcher holds with miners (wire-neuron §3c): opened when first needed, renewed before they end.

import type { AccountId, Session } from '@taonet/wire'
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

const nameOf = (netuid: number, hotkey: AccountId): string => `${netuid}:${hotkey}`

export class SessionPool {
  readonly #open: OpenSession
  readonly #now: () => number
  readonly #held = new Map<string, Promise<HeldSession>>()

  constructor(open: OpenSession, now: () => number) {
    this.#open = open
    this.#now = now
  }

  /** One opening serves all who ask meanwhile. @throws whatever the opening throws. */
  async get(target: Target): Promise<HeldSession> {
    const name = nameOf(target.netuid, target.hotkey)
    const held = this.#held.get(name)
    if (held) {
      const one = await held
      if (one.session.expiresAt - RENEW_BEFORE_MS > this.#now()) return one
      await this.forget(target, one)
    }
    return this.#held.get(name) ?? this.#start(name, target)
  }

  /** Drops a session that the miner no longer knows; a newer one stays. */
  async forget(target: Target, held: HeldSession): Promise<void> {
    const name = nameOf(target.netuid, target.hotkey)
    const pending = this.#held.get(name)
    const current = await pending?.catch(() => undefined)
    if (current === held && this.#held.get(name) === pending) this.#held.delete(name)
  }

  #start(name: string, target: Target): Promise<HeldSession> {
    const pending = this.#open(target).then(session => new HeldSession(session))
    this.#held.set(name, pending)
    pending.catch(() => {
      if (this.#held.get(name) === pending) this.#held.delete(name)
    })
    return pending
  }
}
