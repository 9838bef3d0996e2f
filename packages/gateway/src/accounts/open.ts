// Where accounts are kept: a folder of this machine, or a database that several gateways share.
import { NetError } from '@taonet/wire'
import { type AccountsOptions, accountsOver, type OpenAccounts } from './accounts.ts'
import { openPostgres } from './postgres.ts'
import type { Sql } from './sql.ts'
import { openSqlite } from './sqlite.ts'

/** The `gateway/` folder of a data directory, or `postgres://…`. */
export type AccountsPlace = { readonly folder: string } | { readonly url: string }

/** @throws NetError `accounts-unavailable`, `accounts-format`, `accounts-place`. */
export async function openSql(place: AccountsPlace): Promise<Sql> {
  if ('folder' in place) return openSqlite(place.folder)
  if (!/^postgres(ql)?:\/\//.test(place.url))
    throw new NetError(
      'accounts-place',
      'the address of the accounts is none of PostgreSQL',
      'write it like postgres://USER:PASSWORD@HOST:5432/DATABASE',
    )
  return openPostgres(place.url)
}

/** @throws NetError as `openSql`. */
export async function openAccounts(
  place: AccountsPlace,
  options: AccountsOptions = {},
): Promise<OpenAccounts> {
  return accountsOver(await openSql(place), options)
}
