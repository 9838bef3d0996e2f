// The two kinds of store, for suites that hold for both.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import { type AccountsPlace, openSql, type Sql } from '../../src/accounts/index.ts'
import { NO_POSTGRES, type PostgresServer, startPostgres } from './postgres-server.ts'

export interface Stores {
  /** A place of its own, empty. */
  place(): Promise<AccountsPlace>
  /** A store at a new place or a given one; closed after the tests if nobody did. */
  open(place?: AccountsPlace): Promise<Sql>
}

type Suite = (stores: Stores) => void

function storesAt(place: () => Promise<AccountsPlace>): Stores {
  const opened: Sql[] = []
  after(async () => {
    await Promise.allSettled(opened.map(one => one.close()))
  })
  return {
    place,
    async open(given) {
      const sql = await openSql(given ?? (await place()))
      opened.push(sql)
      return sql
    },
  }
}

/** Runs a suite over SQLite and over PostgreSQL. */
export function onBoth(name: string, suite: Suite): void {
  describe(`${name}, SQLite`, () => {
    const folders: string[] = []
    const stores = storesAt(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'taonet-accounts-'))
      folders.push(folder)
      return { folder }
    })
    suite(stores)
    after(() => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    })
  })
  describe(`${name}, PostgreSQL`, { skip: NO_POSTGRES }, () => {
    let server: Promise<PostgresServer> | undefined
    const stores = storesAt(async () => {
      server ??= startPostgres()
      return { url: await (await server).database() }
    })
    suite(stores)
    after(async () => (await server)?.close())
  })
}

/** A clock that only tests move. */
export class Clock {
  #at: number
  constructor(at = Date.UTC(2026, 5, 15, 12, 0, 30)) {
    this.#at = at
  }
  readonly now = (): number => this.#at
  pass(ms: number): void {
    this.#at += ms
  }
}
