// Who is served next when more is asked than a subnet's miners take: callers in turn, whoever has least under way for its
// weight first, batches after everybody else. The room is bounded, and nobody waits in it for what would come too late.
import { NetError } from '@taonet/wire'
import { Refused } from '../openai-error.ts'
import { AdaptiveLimit } from './adaptive-limit.ts'
import type { Clock } from './clock.ts'

export interface Wish {
  readonly caller: string
  /** Against other callers' weights. */
  readonly weight: number
  readonly batch: boolean
  /** Milliseconds that the caller can wait. */
  readonly left: number
  readonly signal: AbortSignal
}

/** A place among those that are served. */
export interface Place {
  /** A miner answered: there may be room for more. */
  answered(): void
  /** Every miner that was asked was busy. */
  noRoom(): void
  /** Once; again is harmless. */
  leave(): void
}

export interface RoomState {
  readonly running: number
  readonly limit: number
  readonly waiting: number
  readonly waiting_batch: number
  /** Since the start. */
  readonly refused: number
}

interface Ticket {
  readonly at: number
  start(): void
  refuse(why: Refused | NetError): void
}

interface Line {
  readonly name: string
  readonly batch: boolean
  weight: number
  running: number
  readonly waiting: Ticket[]
}

const MOST_WAITING = 2_048
/** Longer than that a person does not wait for a first word; a batch has its whole deadline. */
const LONGEST_WAIT_MS = 30_000
const FIRST_LIMIT = 64
/** Of the places, what batches may have at most: the next caller need not wait for one of them to end. */
const BATCH_PART = 0.75
/** What one more request changes in the mean time that a place is held. */
const MEAN_STEP = 0.05

const isBefore = (a: Line, b: Line): boolean =>
  (Number(a.batch) - Number(b.batch) ||
    a.running / a.weight - b.running / b.weight ||
    (a.waiting[0]?.at ?? 0) - (b.waiting[0]?.at ?? 0)) < 0

const gone = (): NetError => new NetError('aborted', 'the caller has gone', 'nothing to do')

const seconds = (milliseconds: number): string =>
  String(Math.min(600, Math.max(1, Math.ceil(milliseconds / 1_000))))

const busy = (wait: number): Refused =>
  new Refused(503, 'busy', 'More is asked now than the miners take. Try again a little later.', null, {
    'retry-after': seconds(wait),
  })

const tooMuch = (wait: number): Refused =>
  new Refused(
    429,
    'too_many_waiting',
    'You have more requests waiting than your share of the queue. Send fewer at once.',
    null,
    { 'retry-after': seconds(wait) },
  )

export class WaitingRoom {
  readonly #clock: Clock
  readonly #limit = new AdaptiveLimit(FIRST_LIMIT)
  readonly #lines = new Map<string, Line>()
  #running = 0
  #waiting = 0
  #refused = 0
  #tickets = 0
  /** Mean milliseconds for which a place is held; 0 before the first has ended. */
  #held = 0
  #closed: NetError | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get isCrowded(): boolean {
    return this.#waiting > 0 || this.#running >= this.#limit.value
  }

  state(): RoomState {
    const waiting_batch = [...this.#lines.values()].reduce(
      (sum, line) => sum + (line.batch ? line.waiting.length : 0),
      0,
    )
    return {
      running: this.#running,
      limit: this.#limit.value,
      waiting: this.#waiting,
      waiting_batch,
      refused: this.#refused,
    }
  }

  /**
   * Waits for a place.
   * @throws Refused 503 `busy` or 429 `too_many_waiting` with `retry-after`; NetError `aborted`, `closed`.
   */
  async enter(wish: Wish): Promise<Place> {
    if (this.#closed) throw this.#closed
    if (wish.signal.aborted) throw gone()
    const line = this.#line(wish)
    if (line.waiting.length === 0 && this.#mayStart(line) && !this.#othersFirst(line)) this.#begin(line)
    else await this.#wait(line, wish)
    return this.#place(line)
  }

  /** Refuses those who wait, and everybody who comes. */
  close(why: NetError): void {
    this.#closed = why
    for (const line of [...this.#lines.values()]) for (const one of [...line.waiting]) one.refuse(why)
  }

  #line({ caller, weight, batch }: Wish): Line {
    const name = `${batch ? 'batch' : 'live'} ${caller}`
    const line = this.#lines.get(name) ?? { name, batch, weight, running: 0, waiting: [] }
    line.weight = Math.max(weight, Number.EPSILON)
    this.#lines.set(name, line)
    return line
  }

  #mayStart({ batch }: Line): boolean {
    const limit = this.#limit.value
    return this.#running < (batch ? Math.max(1, Math.floor(limit * BATCH_PART)) : limit)
  }

  /** Whoever waits is before whoever comes, but for batches, which let others pass. */
  #othersFirst({ batch }: Line): boolean {
    if (this.#waiting === 0) return false
    return [...this.#lines.values()].some(one => one.waiting.length > 0 && (batch || !one.batch))
  }

  #place(line: Line): Place {
    const since = this.#clock.now()
    let left = false
    return {
      answered: () => {
        this.#limit.succeeded(this.#running)
        this.#next()
      },
      noRoom: () => this.#limit.refused(this.#running, this.#clock.now()),
      leave: () => {
        if (left) return
        left = true
        this.#running--
        line.running--
        const held = this.#clock.now() - since
        this.#held = this.#held === 0 ? held : this.#held + MEAN_STEP * (held - this.#held)
        this.#next()
        this.#forget(line)
      },
    }
  }

  /** Resolves when the line has a running place more. */
  #wait(line: Line, { left, signal }: Wish): Promise<void> {
    const patience = line.batch ? left : Math.min(left, LONGEST_WAIT_MS)
    const wait = this.#expected(line)
    if (wait > patience) return this.#refuse(line, busy(wait))
    const full = this.#makeRoom(line, wait)
    if (full) return this.#refuse(line, full)
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        callOff()
        signal.removeEventListener('abort', onAbort)
        line.waiting.splice(line.waiting.indexOf(ticket), 1)
        this.#waiting--
      }
      const ticket: Ticket = {
        at: this.#tickets++,
        start: () => {
          leave()
          this.#begin(line)
          resolve()
        },
        refuse: why => {
          leave()
          if (why instanceof Refused) this.#refused++
          reject(why)
          this.#forget(line)
        },
      }
      const onAbort = (): void => ticket.refuse(gone())
      const callOff = this.#clock.after(patience, () => ticket.refuse(busy(this.#expected(line))))
      signal.addEventListener('abort', onAbort, { once: true })
      line.waiting.push(ticket)
      this.#waiting++
    })
  }

  #refuse(line: Line, why: Refused): Promise<never> {
    this.#refused++
    this.#forget(line)
    return Promise.reject(why)
  }

  /** Milliseconds until one more of this line would have its turn, by how long places are held now. */
  #expected(line: Line): number {
    let lines = 1
    let ahead = 0
    for (const one of this.#lines.values()) {
      if (one === line || one.waiting.length === 0 || (one.batch && !line.batch)) continue
      lines++
      ahead += one.waiting.length
    }
    const own = line.waiting.length + 1
    return ((own + Math.min(ahead, own * (lines - 1))) * this.#held) / this.#limit.value
  }

  /** Undefined when there is room to wait: the longest line gives up its last when it is not the own one. */
  #makeRoom(line: Line, wait: number): Refused | undefined {
    if (this.#waiting < MOST_WAITING) return undefined
    const excess = (one: Line): number => (one.batch ? MOST_WAITING : 0) + one.waiting.length / one.weight
    const lines = [...this.#lines.values()].filter(one => one.waiting.length > 0)
    const [most] = lines.sort((a, b) => excess(b) - excess(a))
    if (most === undefined || most === line || excess(most) <= excess(line) + 1)
      return lines.length > 1 ? tooMuch(wait) : busy(wait)
    most.waiting.at(-1)?.refuse(tooMuch(wait))
    return undefined
  }

  #begin(line: Line): void {
    this.#running++
    line.running++
  }

  #next(): void {
    while (this.#waiting > 0) {
      let first: Line | undefined
      for (const one of this.#lines.values())
        if (one.waiting.length > 0 && (first === undefined || isBefore(one, first))) first = one
      if (first === undefined || !this.#mayStart(first)) return
      first.waiting[0]?.start()
    }
  }

  #forget(line: Line): void {
    if (line.running === 0 && line.waiting.length === 0) this.#lines.delete(line.name)
  }
}
