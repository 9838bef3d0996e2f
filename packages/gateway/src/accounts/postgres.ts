// Accounts in a PostgreSQL database that several gateways share.
import { isNetError } from '@taonet/wire'
import { migrate } from './migrations.ts'
import { type Queries, type Row, type Sql, unavailable, type Value } from './sql.ts'

const CONNECTIONS = 4
const CONNECT_S = 5
/** A statement that takes longer has met a database in trouble. */
const STATEMENT_MS = 5_000
/** Any number that all gateways agree on: who holds it may change the schema. */
const MIGRATION_LOCK = 7_402_517

/** What both a pool and a transaction can do. */
interface Asks {
  unsafe(text: string, values: Value[], options: { prepare: boolean }): PromiseLike<readonly Row[]>
}

const queriesOf = (asks: Asks): Queries => ({
  async all(text, values = []) {
    try {
      return await asks.unsafe(text, [...values], { prepare: true })
    } catch (thrown) {
      throw unavailable(thrown)
    }
  },
})

/** @throws NetError `accounts-unavailable`, `accounts-format`. */
export async function openPostgres(url: string): Promise<Sql> {
  // Whoever keeps accounts in a file does not pay for loading the client.
  const { default: postgres } = await import('postgres')
  const pool = postgres(url, {
    max: CONNECTIONS,
    connect_timeout: CONNECT_S,
    onnotice: () => undefined,
    connection: { application_name: 'taonet-gateway', statement_timeout: STATEMENT_MS },
    // 64-bit integers as numbers: every amount here is below 2^53 (limits.ts).
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  })
  const { all } = queriesOf(pool)
  const transaction = async <T>(work: (queries: Queries) => Promise<T>): Promise<T> => {
    // What the client makes of the result's type is for arrays of queries, which nobody gives here: the value leaves by itself.
    const kept: { readonly value: T }[] = []
    try {
      await pool.begin(async begun => {
        kept.push({ value: await work(queriesOf(begun)) })
      })
    } catch (thrown) {
      throw isNetError(thrown) ? thrown : unavailable(thrown)
    }
    const [result] = kept
    if (!result) throw unavailable('a transaction ended without its work')
    return result.value
  }
  const close = (): Promise<void> => pool.end({ timeout: CONNECT_S })
  try {
    const asked = Date.now()
    const [row] = await all('select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now')
    const skew = Number(row?.now) - (asked + Date.now()) / 2
    const sql: Sql = { shared: true, skew: Math.round(skew), all, transaction, close }
    await migrate(sql, queries => queries.all(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`))
    return sql
  } catch (thrown) {
    await close()
    throw thrown
  }
}
