// Where `taonet gateway keys` and `taonet gateway usage` find the accounts: the data directory's, or a shared database's.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ACCOUNTS_FILE, openSql, type Sql } from '@taonet/gateway/accounts'
import { NetError } from '@taonet/wire'

export interface AccountsFlags {
  readonly data: string
  /** `postgres://…`. */
  readonly accounts?: string
  readonly json: boolean
}

/** `make`: also where there is nothing yet. @throws NetError `no-accounts`, and what `openSql` does. */
export async function withAccounts<T>(
  { data, accounts }: AccountsFlags,
  make: boolean,
  work: (sql: Sql) => Promise<T>,
): Promise<T> {
  const folder = join(data, 'gateway')
  if (accounts === undefined && !make && !existsSync(join(folder, ACCOUNTS_FILE)))
    throw new NetError(
      'no-accounts',
      `no gateway has kept accounts in ${folder}`,
      'name its data directory with --data or its database with --accounts, or make a key: taonet gateway keys new NAME',
    )
  const sql = await openSql(accounts === undefined ? { folder } : { url: accounts })
  try {
    return await work(sql)
  } finally {
    await sql.close()
  }
}
