// A miner's turns: a bounded number of jobs at a time and a bounded number waiting, divided among callers by their shares.
// One place is kept for whoever has less than his share, and who fills the queue beyond his makes room for who does not.

import { type AccountId, NetError } from '@taonet/wire'

export interface QueueLimits {
  readonly active: number
  readonly waiting: number
}

interface Ticket {
  start(): void
  refuse(error: NetError): void
}

interface Line {
  share: number
  active: number
  /** Turns taken over share: the smallest comes next (start-time fair queueing). */
  turn: number
  readonly waiting: Ticket[]
}

const busy = (): NetError =>
  new NetError('busy', 'the miner has as much work as it takes', 'ask another, or again in a second')

const quota = (): NetError =>
  new NetError('quota', 'your share of this miner is in use', 'ask another, or again in a second')

const gone = (): NetError => new NetError('aborted', 'the caller has gone', 'nothing to do')

export class FairQueue {
  readonly #limits: QueueLimits
  readonly #shareOf: (caller: AccountId) => number
  readonly #lines = new Map<AccountId, Line>()
  #active = 0
  #waiting = 0
  /** The turn that was given last: who comes back after a pause starts here, with nothing saved up. */
  #now = 0

  /** `shareOf` is asked anew for every job: 0 … 1, of all callers together. */
  constructor(limits: QueueLimits, shareOf: (caller: AccountId) => number) {
    this.#limits = limits
    this.#shareOf = shareOf
  }

  get active(): number {
    return this.#active
  }

  get waiting(): number {
    return this.#waiting
  }

  /**
   * Runs the job when its caller's turn comes.
   * @throws NetError `busy` or `quota` when there is no room to wait, also later when another's share needs the room;
   * `aborted` when the signal comes first.
   */
  async run<T>(caller: AccountId, signal: AbortSignal, job: () => Promise<T>): Promise<T> {
    if (signal.aborted) throw gone()
    const line = this.#line(caller)
    await this.#turn(line, signal)
    try {
      return await job()
    } finally {
      line.active--
      this.#active--
      this.#next()
    }
  }

  #line(caller: AccountId): Line {
    for (const [name, { active, waiting, turn }] of this.#lines)
      if (active === 0 && waiting.length === 0 && turn <= this.#now) this.#lines.delete(name)
    const share = Math.max(this.#shareOf(caller), Number.EPSILON)
    const line = this.#lines.get(caller) ?? { share, active: 0, turn: this.#now, waiting: [] }
    line.share = share
    this.#lines.set(caller, line)
    return line
  }

  /** The last free place is kept for callers who have fewer than their share. */
  #mayStart({ active, share }: Line): boolean {
    const free = this.#limits.active - this.#active
    return free > 1 || (free === 1 && active < Math.max(1, Math.ceil(this.#limits.active * share)))
  }

  #begin(line: Line): void {
    this.#now = Math.max(this.#now, line.turn)
    line.turn = this.#now + 1 / line.share
    line.active++
    this.#active++
  }

  #turn(line: Line, signal: AbortSignal): Promise<void> {
    if (this.#mayStart(line) && line.waiting.length === 0) {
      this.#begin(line)
      return Promise.resolve()
    }
    const full = this.#makeRoom(line)
    if (full) return Promise.reject(full)
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        signal.removeEventListener('abort', onAbort)
        const place = line.waiting.indexOf(ticket)
        if (place < 0) return
        line.waiting.splice(place, 1)
        this.#waiting--
      }
      const ticket: Ticket = {
        start: () => {
          leave()
          this.#begin(line)
          resolve()
        },
        refuse: error => {
          leave()
          reject(error)
        },
      }
      const onAbort = (): void => ticket.refuse(gone())
      signal.addEventListener('abort', onAbort, { once: true })
      line.waiting.push(ticket)
      this.#waiting++
    })
  }

  #placesOf = ({ share }: Line): number => Math.max(1, Math.floor(this.#limits.waiting * share))

  /** Undefined when there is room to wait; what to say when there is none. */
  #makeRoom(line: Line): NetError | undefined {
    if (this.#waiting < this.#limits.waiting) return undefined
    const others = [...this.#lines.values()].filter(one => one !== line && one.waiting.length > 0)
    if (line.waiting.length >= this.#placesOf(line)) return others.length > 0 ? quota() : busy()
    const excess = (one: Line): number => one.waiting.length / this.#placesOf(one)
    const [most] = others.sort((a, b) => excess(b) - excess(a))
    if (most === undefined || excess(most) <= 1) return busy()
    most.waiting.at(-1)?.refuse(quota())
    return undefined
  }

  #next(): void {
    const ready = [...this.#lines.values()].filter(line => line.waiting.length > 0 && this.#mayStart(line))
    const [first] = ready.sort((a, b) => a.turn - b.turn)
    first?.waiting[0]?.start()
  }
}
