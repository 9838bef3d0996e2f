// Time that passes only when somebody says so, and miners that live in it: what routing does with them is the same on a slow
// machine as on a fast one.
import type { Dispatcher, Reply, RunningValidator, SendOptions, Target } from '@taonet/neuron'
import { NetError } from '@taonet/wire'
import type { Candidate } from '../../src/network.ts'
import type { Clock } from '../../src/routing/clock.ts'
import { neuron, validator } from '../network.ts'

interface Due {
  readonly at: number
  readonly order: number
  act: (() => void) | undefined
}

export class VirtualClock implements Clock {
  #now = 0
  #order = 0
  readonly #due: Due[] = []

  now(): number {
    return this.#now
  }

  after(milliseconds: number, act: () => void): () => void {
    const due: Due = { at: this.#now + Math.max(0, milliseconds), order: this.#order++, act }
    let at = this.#due.length
    while (at > 0 && isLater(this.#due[at - 1], due)) at--
    this.#due.splice(at, 0, due)
    return () => {
      due.act = undefined
    }
  }

  /** Lets time pass until `done`, or until nothing is left to happen. */
  async passUntil(done: () => boolean): Promise<void> {
    for (;;) {
      // Everything that promises had to say at this moment.
      await new Promise(resolve => setImmediate(resolve))
      if (done()) return
      const next = this.#due.shift()
      if (!next) return
      if (next.act === undefined) continue
      this.#now = next.at
      next.act()
    }
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds
    this.after(milliseconds, () => {})
    await this.passUntil(() => this.#now >= end)
  }

  /** What was promised, with as much time as it takes. */
  async settled<T>(work: Promise<T>): Promise<T> {
    let over = false
    const end = (): void => {
      over = true
    }
    work.then(end, end)
    await this.passUntil(() => over)
    return work
  }
}

const isLater = (one: Due | undefined, other: Due): boolean => one !== undefined && one.at > other.at

export const candidate = (uid: number, model = 'm'): Candidate => {
  const made = neuron({ uid, model, port: 1 })
  if (!made.target) throw new Error('a miner without an address')
  return { ...made, target: made.target, model }
}

/** What a miner does with a request: answers after a while, fails after a while, or never says anything. */
export type Doing =
  | {
      readonly after: number
      readonly code?: string
      readonly pieces?: readonly number[]
      /** By which the pieces end instead of well. */
      readonly breaks?: string
    }
  | 'never'

export type Behaviour = (uid: number, now: number) => Doing

export interface VirtualMiners {
  readonly validator: RunningValidator
  /** Uids in the order in which they were asked. */
  readonly asked: number[]
  /** Requests under way by uid. */
  active(uid: number): number
  readonly cancelled: number[]
}

/** Replies `{ uid }`, or events of it where the behaviour has pieces: milliseconds between them. */
export function virtualMiners(clock: VirtualClock, behaviour: Behaviour): VirtualMiners {
  const asked: number[] = []
  const cancelled: number[] = []
  const active = new Map<number, number>()
  const count = (uid: number, by: number): void => void active.set(uid, (active.get(uid) ?? 0) + by)

  function send({ uid }: Target, _path: string, _body: unknown, options: SendOptions): Promise<Reply> {
    asked.push(uid)
    count(uid, 1)
    const doing = behaviour(uid, clock.now())
    let over = false
    const end = (): void => {
      if (!over) count(uid, -1)
      over = true
    }
    const fails: ((error: NetError) => void)[] = []
    const fail = (code: string): void => {
      if (over) return
      end()
      if (code === 'aborted') cancelled.push(uid)
      for (const one of fails) one(new NetError(code, `it failed by ${code}`, 'a test wants it'))
    }
    const after = (milliseconds: number): Promise<void> =>
      new Promise((resolve, reject) => {
        fails.push(reject)
        clock.after(milliseconds, resolve)
      })
    options.signal?.addEventListener('abort', () => fail('aborted'))
    clock.after(options.deadline, () => fail('deadline'))
    const { code, pieces, breaks } = doing === 'never' ? {} : { breaks: undefined, ...doing }
    const reply: Reply = {
      status: 200,
      headers: {},
      streamed: pieces !== undefined,
      timing: { sent: 0, firstByte: 0 },
      async json() {
        end()
        return { uid }
      },
      async *events() {
        try {
          for (const pause of pieces ?? []) {
            await after(pause)
            yield String(uid)
          }
          if (breaks !== undefined) throw new NetError(breaks, 'it broke', 'a test wants it')
        } finally {
          end()
        }
      },
      cancel: () => fail('aborted'),
      condemn() {},
    }
    return new Promise((resolve, reject) => {
      fails.push(reject)
      if (doing !== 'never')
        clock.after(doing.after, () => (code === undefined ? resolve(reply) : fail(code)))
    })
  }

  const inFlight = (): number => [...active.values()].reduce((sum, one) => sum + one, 0)
  const none = { requests: 0, failures: 0, failed: {}, sessionsOpened: 0, retries: 0 }
  const dispatcher: Dispatcher = {
    hotkey: candidate(0).hotkey,
    send,
    metrics: () => ({ ...none, inFlight: inFlight() }),
    close: async () => {},
  }
  return {
    validator: { ...validator(0), dispatcher },
    asked,
    cancelled,
    active: uid => active.get(uid) ?? 0,
  }
}

/** Numbers that look drawn and are the same in every run. */
export function drawing(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
