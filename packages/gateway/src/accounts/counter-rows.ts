// Budgets as they are stored: what is spent of each limit in each span, and what gateways hold of it by lease. What is spent and
// what is leased together never exceed the cap, because nothing is leased beyond it.
import type { Limit, Span } from './limits.ts'
import type { Queries, Row, Sql } from './sql.ts'
import { addUsage, type UsageRow } from './usage-rows.ts'

/** One limit of one caller in one span. */
export interface Counter {
  readonly caller: string
  readonly limit: Limit
  readonly span: Span
}

/** A gateway that was silent for so long is dead, and what it held belongs to everybody again. */
export const LEASE_MS = 60_000
/** Of what is left after a request's need, this share is leased beside it: the less there is, the finer it is divided. */
const SHARE = 16

const place = ({ caller, limit, span }: Counter): [string, string, number] => [caller, limit.name, span.start]
const numberOf = (row: Row | undefined, name: string): number => Number(row?.[name] ?? 0)

/** Locks the row until the transaction's end, making it if there is none. */
async function locked(queries: Queries, counter: Counter): Promise<{ spent: number; leased: number }> {
  const ends = Math.min(counter.span.end, Number.MAX_SAFE_INTEGER)
  const [row] = await queries.all(
    `insert into counters (caller, name, span, ends, spent, leased) values ($1, $2, $3, $4, 0, 0)
     on conflict (caller, name, span) do update set leased = counters.leased returning spent, leased`,
    [...place(counter), ends],
  )
  return { spent: numberOf(row, 'spent'), leased: numberOf(row, 'leased') }
}

const change = (queries: Queries, at: [string, string, number], spent: number, leased: number) =>
  queries.all(
    'update counters set spent = spent + $4, leased = leased + $5 where caller = $1 and name = $2 and span = $3',
    [...at, spent, leased],
  )

/** Ends the leases of the dead on one counter, which is locked. @returns What they held. */
async function reclaimed(queries: Queries, at: [string, string, number], now: number): Promise<number> {
  const rows = await queries.all(
    'delete from leases where caller = $1 and name = $2 and span = $3 and until < $4 returning amount',
    [...at, now],
  )
  const amount = rows.reduce((sum, row) => sum + numberOf(row, 'amount'), 0)
  if (amount > 0) await change(queries, at, 0, -amount)
  return amount
}

export interface Grant {
  readonly granted: number
  /** What is left for others. */
  readonly left: number
}

/** At least `need`, or nothing. */
export function lease(
  sql: Sql,
  gateway: string,
  counter: Counter,
  need: number,
  now: number,
): Promise<Grant> {
  return sql.transaction(async queries => {
    const { spent, leased } = await locked(queries, counter)
    const at = place(counter)
    let left = counter.limit.cap - spent - leased
    if (left < need) left += await reclaimed(queries, at, now)
    if (left < need) return { granted: 0, left: Math.max(0, left) }
    const granted = need + Math.floor((left - need) / SHARE)
    await change(queries, at, 0, granted)
    await queries.all(
      `insert into leases (gateway, caller, name, span, amount, until) values ($1, $2, $3, $4, $5, $6)
       on conflict (gateway, caller, name, span)
       do update set amount = leases.amount + excluded.amount, until = excluded.until`,
      [gateway, ...at, granted, now + LEASE_MS],
    )
    return { granted, left: left - granted }
  })
}

/** What a gateway writes down of one counter. */
export interface Entry {
  readonly counter: Counter
  /** Spent since the last batch. */
  readonly spent: number
  /** What it goes on holding. */
  readonly held: number
  /** The part of it that requests under way have reserved: so much stays even if the lease was lost. */
  readonly reserved: number
}

export interface Batch {
  /** Counts up; a number that is written already is not written again, whoever doubts whether it was. */
  readonly number: number
  readonly entries: readonly Entry[]
  readonly usage: readonly UsageRow[]
}

async function write(queries: Queries, gateway: string, entry: Entry, now: number): Promise<void> {
  const at = place(entry.counter)
  await locked(queries, entry.counter)
  const [row] = await queries.all(
    'select amount from leases where gateway = $1 and caller = $2 and name = $3 and span = $4',
    [gateway, ...at],
  )
  const before = numberOf(row, 'amount')
  const after = row ? entry.held : entry.reserved
  await change(queries, at, entry.spent, after - before)
  if (after === 0)
    await queries.all('delete from leases where gateway = $1 and caller = $2 and name = $3 and span = $4', [
      gateway,
      ...at,
    ])
  else
    await queries.all(
      `insert into leases (gateway, caller, name, span, amount, until) values ($1, $2, $3, $4, $5, $6)
       on conflict (gateway, caller, name, span) do update set amount = excluded.amount`,
      [gateway, ...at, after, now + LEASE_MS],
    )
}

const inOrder = (a: Entry, b: Entry): number => {
  const [left, right] = [place(a.counter).join('\n'), place(b.counter).join('\n')]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Writes a batch once, and keeps all leases of the gateway alive. */
export function writeBatch(sql: Sql, gateway: string, batch: Batch, now: number): Promise<void> {
  return sql.transaction(async queries => {
    const [row] = await queries.all(
      `insert into gateways (id, flushed, seen) values ($1, 0, $2)
       on conflict (id) do update set seen = excluded.seen returning flushed`,
      [gateway, now],
    )
    if (numberOf(row, 'flushed') < batch.number) {
      // Everybody locks in one order, so that nobody waits in a circle.
      for (const entry of [...batch.entries].sort(inOrder)) await write(queries, gateway, entry, now)
      await addUsage(queries, batch.usage)
      await queries.all('update gateways set flushed = $1 where id = $2', [batch.number, gateway])
    }
    await queries.all('update leases set until = $1 where gateway = $2', [now + LEASE_MS, gateway])
  })
}

/** Returns what the dead held, everywhere. */
export async function reclaimAll(sql: Sql, now: number): Promise<void> {
  const rows = await sql.all('select distinct caller, name, span from leases where until < $1', [now])
  for (const row of rows) {
    const at: [string, string, number] = [String(row.caller), String(row.name), numberOf(row, 'span')]
    await sql.transaction(async queries => {
      await change(queries, at, 0, 0)
      await reclaimed(queries, at, now)
    })
  }
}

/** Long enough for the last batch of whoever was cut off. */
const KEPT_MS = 86_400_000

/** Forgets the counters of spans that are long over, and gateways that are long gone. */
export async function forgetOld(sql: Sql, now: number): Promise<void> {
  await sql.all('delete from counters where ends < $1 and leased = 0', [now - KEPT_MS])
  await sql.all('delete from gateways where seen < $1', [now - KEPT_MS])
}
