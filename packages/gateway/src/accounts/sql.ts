// The narrow way to a database: one dialect that SQLite and PostgreSQL both speak, `$1` for values, whole numbers as numbers.
import { NetError } from '@taonet/wire'

export type Value = string | number | null
export type Row = Readonly<Record<string, unknown>>

export interface Queries {
  /** @throws NetError `accounts-unavailable`. */
  all(text: string, values?: readonly Value[]): Promise<readonly Row[]>
}

export interface Sql extends Queries {
  /** Whether other gateways write here too. */
  readonly shared: boolean
  /** Milliseconds by which the database's clock is ahead of this machine's: gateways that share one cut time by its clock. */
  readonly skew: number
  /** Everything or nothing. On PostgreSQL, rows that were written stay locked until the end: always counters before leases. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export const unavailable = (cause: unknown): NetError =>
  new NetError(
    'accounts-unavailable',
    `the accounts cannot be read or written now: ${cause instanceof Error ? cause.message : String(cause)}`,
    'try again in a few seconds; look at the database if it lasts',
    cause,
  )
