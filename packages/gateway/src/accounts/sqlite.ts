// Accounts in one file of this machine, readable by its owner only. A write survives the death of the process; after a loss of
// power the last moments may be missing (`synchronous = normal`), never a part of a transaction.
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { isNetError } from '@taonet/wire'
import { turnstile } from '../turnstile.ts'
import { migrate } from './migrations.ts'
import { type Queries, type Row, type Sql, unavailable, type Value } from './sql.ts'

export const ACCOUNTS_FILE = 'accounts.db'
/** How long another process (the command line, a second gateway) may hold the file; waiting for it stops nothing else. */
const PATIENCE_MS = 5_000
const RETRY_MS = 5
const SQLITE_BUSY = 5

const isBusy = (thrown: unknown): boolean =>
  thrown instanceof Error && 'errcode' in thrown && thrown.errcode === SQLITE_BUSY

function opened(folder: string): DatabaseSync {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const file = join(folder, ACCOUNTS_FILE)
    closeSync(openSync(file, 'a', 0o600))
    const database = new DatabaseSync(file, { timeout: PATIENCE_MS })
    database.exec(
      'pragma journal_mode = wal; pragma busy_timeout = 0; pragma synchronous = normal; pragma foreign_keys = on',
    )
    return database
  } catch (thrown) {
    throw unavailable(thrown)
  }
}

/** SQLite counts `$1` as a name, not as a place. */
const named = (values: readonly Value[]): Record<string, Value> =>
  Object.fromEntries(values.map((value, i) => [`$${i + 1}`, value]))

/** @throws NetError `accounts-unavailable`, `accounts-format`. */
export async function openSqlite(folder: string): Promise<Sql> {
  const database = opened(folder)
  const prepared = new Map<string, StatementSync>()
  const statement = (text: string): StatementSync => {
    const known = prepared.get(text)
    if (known) return known
    const made = database.prepare(text)
    prepared.set(text, made)
    return made
  }
  const all = async (text: string, values: readonly Value[] = []): Promise<readonly Row[]> => {
    const until = performance.now() + PATIENCE_MS
    for (;;)
      try {
        return statement(text).all(named(values))
      } catch (thrown) {
        if (!isBusy(thrown) || performance.now() > until) throw unavailable(thrown)
        await new Promise(resolve => setTimeout(resolve, RETRY_MS))
      }
  }
  // One connection: what is asked between the steps of a transaction would be part of it.
  const alone = turnstile()
  const transaction = <T>(work: (queries: Queries) => Promise<T>): Promise<T> =>
    alone(async () => {
      await all('begin immediate')
      try {
        const result = await work({ all })
        await all('commit')
        return result
      } catch (thrown) {
        if (database.isTransaction) database.exec('rollback')
        throw isNetError(thrown) ? thrown : unavailable(thrown)
      }
    })
  const sql: Sql = {
    shared: false,
    skew: 0,
    all: (text, values) => alone(() => all(text, values)),
    transaction,
    close: () => alone(async () => database.close()),
  }
  await migrate(sql)
  return sql
}
