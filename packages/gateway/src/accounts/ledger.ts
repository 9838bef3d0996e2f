// The budgets of one gateway: decided in memory, leased from the store in blocks, written down in batches beside the requests.
// No unit is lost or made up: what is leased is free, reserved or spent, and a batch is written exactly once.

import { turnstile } from '../turnstile.ts'
import { Cell } from './cell.ts'
import { type Batch, type Entry, LEASE_MS, lease, reclaimAll, writeBatch } from './counter-rows.ts'
import { type Limit, spanOf, type Unit } from './limits.ts'
import { type Sql, unavailable } from './sql.ts'
import type { UsageRow } from './usage-rows.ts'
import { UsageSheet } from './usage-sheet.ts'

export type Amounts = Readonly<Record<Unit, number>>

/** The limit that does not allow it. */
export interface Shortage {
  readonly limit: Limit
  /** What is left of it. */
  readonly left: number
  /** Milliseconds until its next span; infinite for one that has none. */
  readonly wait: number
}

export interface Hold {
  readonly cells: readonly Cell[]
  /** Once; later calls change nothing. Requests stay counted whatever is said of them. */
  settle(used: Pick<Amounts, 'tokens' | 'price'>): void
}

export interface Asking {
  readonly caller: string
  readonly limits: readonly Limit[]
  /** Whether nothing of this caller's is shared with other gateways. */
  readonly local: boolean
}

/** Leases that nothing used for so long go back. */
const IDLE_MS = 5_000
/** How long it is believed that the store has nothing left, though another gateway may have given something back. */
const SHORTAGE_MS = 250
/** Without an answer of the store for so long, its leases may be somebody else's soon. */
const SILENCE_MS = (LEASE_MS * 3) / 4
/** Writing waits for a store that is down; so much waits at most. */
const MOST_UNWRITTEN = 20_000
/** Turns in which others may be quicker to take what was leased. */
const MOST_TURNS = 16

/** A batch that the store has not acknowledged. */
interface Pending {
  readonly batch: Batch
  readonly cells: ReadonlyMap<Entry, Cell>
  done(): void
}

export const isShortage = (one: Hold | Shortage): one is Shortage => 'limit' in one

export class Ledger {
  readonly #sql: Sql
  readonly #gateway: string
  readonly #now: () => number
  readonly #cells = new Map<string, Cell>()
  readonly #alone = turnstile()
  #sheet = new UsageSheet()
  #batches = 0
  #pending: Pending | undefined
  #heard: number
  #next = Promise.withResolvers<void>()

  constructor(sql: Sql, gateway: string, now: () => number) {
    this.#sql = sql
    this.#gateway = gateway
    this.#now = now
    this.#heard = now()
  }

  #cell({ caller, local }: Asking, limit: Limit, now: number): Cell {
    const span = spanOf(limit.per, now)
    const key = `${caller}\n${limit.name}\n${span.start}`
    const known = this.#cells.get(key)
    if (known) return known
    const alone = limit.per === 'minute' && (local || !this.#sql.shared)
    const made = new Cell({ caller, limit, span }, alone, now)
    this.#cells.set(key, made)
    return made
  }

  /** All of it, or the cell that has too little. */
  #take(cells: readonly Cell[], amounts: Amounts, now: number): Hold | Cell {
    const wanted = (cell: Cell): number => amounts[cell.counter.limit.unit]
    const lacking = cells.find(
      cell => wanted(cell) > 0 && (cell.free < wanted(cell) || (!cell.local && this.#silent(now))),
    )
    if (lacking) return lacking
    for (const cell of cells) cell.take(wanted(cell), now)
    let settled = false
    return {
      cells,
      settle: (used: Pick<Amounts, 'tokens' | 'price'>) => {
        if (settled) return
        settled = true
        for (const cell of cells) {
          const { unit } = cell.counter.limit
          cell.settle(wanted(cell), unit === 'requests' ? wanted(cell) : used[unit])
        }
      },
    }
  }

  #silent(now: number): boolean {
    return now - this.#heard > SILENCE_MS
  }

  /** @throws NetError `accounts-unavailable`. */
  reserve(asking: Asking, amounts: Amounts): Hold | Shortage | Promise<Hold | Shortage> {
    if (this.#sheet.size >= MOST_UNWRITTEN) throw unavailable('too much waits to be written')
    const now = this.#now()
    const cells = asking.limits.map(limit => this.#cell(asking, limit, now))
    const taken = this.#take(cells, amounts, now)
    return taken instanceof Cell ? this.#borrow(cells, amounts, taken, now) : taken
  }

  async #borrow(
    cells: readonly Cell[],
    amounts: Amounts,
    first: Cell,
    now: number,
  ): Promise<Hold | Shortage> {
    for (const cell of cells) cell.pins++
    try {
      let lacking = first
      for (let turn = 0; turn < MOST_TURNS; turn++) {
        if (!(await this.#lend(lacking, amounts[lacking.counter.limit.unit]))) break
        const taken = this.#take(cells, amounts, now)
        if (!(taken instanceof Cell)) return taken
        lacking = taken
      }
      const { limit, span } = lacking.counter
      return { limit, left: lacking.remaining, wait: span.end - this.#now() }
    } finally {
      for (const cell of cells) cell.pins--
    }
  }

  /** @returns Whether so much was free at least for a moment. */
  #lend(cell: Cell, wanted: number): boolean | Promise<boolean> {
    if (cell.local) return false
    if (!this.#silent(this.#now()) && cell.inVain(wanted - cell.free, this.#now())) return false
    return this.#alone(async () => {
      // What is in doubt is cleared up before anything new is leased.
      if (this.#pending || this.#silent(this.#now())) await this.#write()
      const need = wanted - cell.free
      if (need <= 0) return true
      const now = this.#now()
      if (cell.inVain(need, now)) return false
      try {
        const { granted, left } = await lease(this.#sql, this.#gateway, cell.counter, need, now)
        if (granted > 0) cell.leased(granted, left)
        else cell.short(left, now + SHORTAGE_MS)
        return granted > 0
      } catch (thrown) {
        cell.doubt()
        throw thrown
      }
    })
  }

  count(rows: readonly UsageRow[]): void {
    this.#sheet.add(rows)
  }

  /** Resolves when everything that has happened so far is written down. */
  get written(): Promise<void> {
    return this.#next.promise
  }

  /** Whether a batch has something to say. */
  get dirty(): boolean {
    if (this.#pending || this.#sheet.size > 0) return true
    for (const cell of this.#cells.values()) if (cell.unwritten) return true
    return false
  }

  /** Whether there are leases to keep alive or to give back. */
  get holds(): boolean {
    for (const cell of this.#cells.values()) if (!cell.local) return true
    return false
  }

  /** Writes what has happened and gives back what is not used. @throws NetError `accounts-unavailable`; nothing is lost by it. */
  flush(): Promise<void> {
    return this.#alone(() => this.#write())
  }

  /** Gives everything back that nothing has reserved. */
  async close(): Promise<void> {
    await this.#alone(async () => {
      if (this.#pending) await this.#write()
      await this.#write(0)
    })
  }

  async #write(idle = IDLE_MS): Promise<void> {
    this.#pending ??= this.#collect(idle)
    const { batch, cells, done } = this.#pending
    const silent = this.#silent(this.#now())
    const asked = this.#now()
    await writeBatch(this.#sql, this.#gateway, batch, asked)
    for (const [entry, cell] of cells) cell.written(entry)
    this.#pending = undefined
    // Leases that may have been somebody else's in between are used no more.
    if (silent)
      for (const cell of this.#cells.values()) {
        cell.giveBack()
        cell.doubt()
      }
    this.#heard = asked
    done()
  }

  #collect(idle: number): Pending {
    const now = this.#now()
    const cells = new Map<Entry, Cell>()
    for (const [key, cell] of this.#cells) {
      const over = cell.counter.span.end <= now
      if (over || now - cell.usedAt >= idle) cell.giveBack()
      if (cell.unwritten) cells.set(cell.entry(), cell)
      else if (cell.idle && (over || !cell.local)) this.#cells.delete(key)
    }
    const usage = this.#sheet.rows()
    this.#sheet = new UsageSheet()
    const { resolve } = this.#next
    this.#next = Promise.withResolvers()
    this.#batches++
    return { batch: { number: this.#batches, entries: [...cells.keys()], usage }, cells, done: resolve }
  }

  /** Returns what dead gateways held. */
  reclaim(): Promise<void> {
    return reclaimAll(this.#sql, this.#now())
  }
}
