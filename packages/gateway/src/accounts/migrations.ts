// The schema, as numbered steps that are never changed once released: a new one is added at the end. Words that SQLite and
// PostgreSQL both understand, and nothing else.
import { NetError } from '@taonet/wire'
import type { Queries, Sql } from './sql.ts'

interface Migration {
  readonly name: string
  readonly statements: readonly string[]
}

/** Times are milliseconds since 1970, those of usage seconds; flags are 0 or 1. */
const MIGRATIONS: readonly Migration[] = [
  {
    name: 'keys',
    statements: [
      `create table api_keys (
        id text primary key, hash text not null unique, hint text not null, name text not null, scopes text not null,
        policy text not null, share_cache bigint not null, keep_words bigint not null, limits text not null,
        created bigint not null, expires bigint, revoked bigint)`,
      // Raised by every change of keys, so that gateways know when theirs are old.
      'create table marks (name text primary key, value bigint not null)',
      "insert into marks (name, value) values ('keys', 0)",
    ],
  },
  {
    name: 'budgets',
    statements: [
      // `leased` is the sum of the leases of the same row.
      `create table counters (
        caller text not null, name text not null, span bigint not null, ends bigint not null, spent bigint not null,
        leased bigint not null, primary key (caller, name, span))`,
      `create table leases (
        gateway text not null, caller text not null, name text not null, span bigint not null, amount bigint not null,
        until bigint not null, primary key (gateway, caller, name, span))`,
      'create index leases_by_counter on leases (caller, name, span)',
      // `flushed` is the number of the last batch that was written: none is written twice.
      'create table gateways (id text primary key, flushed bigint not null, seen bigint not null)',
    ],
  },
  {
    name: 'usage',
    statements: [
      `create table usage (
        at bigint not null, width bigint not null, kind text not null, caller text not null, model text not null,
        netuid bigint not null, uid bigint not null, requests bigint not null, assisted bigint not null,
        prompt bigint not null, completion bigint not null, price bigint not null,
        primary key (at, width, kind, caller, model, netuid, uid))`,
    ],
  },
]

const NEWER = new NetError(
  'accounts-format',
  'the accounts were written by a newer version',
  'run that version, or give another data directory or database',
)

/** Brings the schema to this version; `lock` keeps other gateways from doing the same. @throws NetError `accounts-format`. */
export async function migrate(sql: Sql, lock?: (queries: Queries) => Promise<unknown>): Promise<void> {
  await sql.transaction(async queries => {
    await lock?.(queries)
    await queries.all(
      'create table if not exists migrations (id bigint primary key, name text not null, at bigint not null)',
    )
    const [row] = await queries.all('select coalesce(max(id), 0) as last from migrations')
    const last = Number(row?.last)
    if (last > MIGRATIONS.length) throw NEWER
    for (const [i, { name, statements }] of MIGRATIONS.slice(last).entries()) {
      for (const statement of statements) await queries.all(statement)
      await queries.all('insert into migrations (id, name, at) values ($1, $2, $3)', [
        last + i + 1,
        name,
        Date.now(),
      ])
    }
  })
}
