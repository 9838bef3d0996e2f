// API keys as they are stored: a hash in place of the key.
import { NetError } from '@taonet/wire'
import { z } from 'zod'
import { POLICIES, type PolicyName } from './caller.ts'
import { Limits } from './limits.ts'
import { SCOPES, type Scope } from './scopes.ts'
import { hashOfSecret, hintOf, newKeyId, newSecret } from './secret.ts'
import type { Queries, Sql } from './sql.ts'

export interface ApiKey {
  readonly id: string
  readonly hint: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly policy: PolicyName
  readonly shareCache: boolean
  readonly keepWords: boolean
  readonly limits: Limits
  /** Milliseconds since 1970. */
  readonly created: number
  readonly expires: number | undefined
  readonly revoked: number | undefined
}

const flag = z.number().transform(value => value === 1)
const maybe = z
  .number()
  .nullable()
  .transform(value => value ?? undefined)

const KeyRow = z
  .object({
    id: z.string(),
    hint: z.string(),
    name: z.string(),
    scopes: z
      .string()
      .transform(text => text.split(' ').filter(Boolean))
      .pipe(z.array(z.enum(SCOPES))),
    policy: z.enum(POLICIES),
    share_cache: flag,
    keep_words: flag,
    limits: z.string().transform((text): unknown => JSON.parse(text)),
    created: z.number(),
    expires: maybe,
    revoked: maybe,
  })
  .transform(
    ({ share_cache, keep_words, limits, ...rest }): ApiKey => ({
      ...rest,
      shareCache: share_cache,
      keepWords: keep_words,
      limits: Limits.parse(limits),
    }),
  )

export type NewKey = Pick<
  ApiKey,
  'name' | 'scopes' | 'policy' | 'shareCache' | 'keepWords' | 'limits' | 'expires'
>

const raiseMark = (queries: Queries): Promise<unknown> =>
  queries.all("update marks set value = value + 1 where name = 'keys'")

/** A number that changes with every change of keys. */
export async function keysMark(sql: Queries): Promise<number> {
  const [row] = await sql.all("select value from marks where name = 'keys'")
  return Number(row?.value)
}

/** @returns The only copy of the secret. */
export async function createKey(
  sql: Sql,
  key: NewKey,
  now: number,
): Promise<{ readonly key: ApiKey; readonly secret: string }> {
  const secret = newSecret()
  const made: ApiKey = { ...key, id: newKeyId(), hint: hintOf(secret), created: now, revoked: undefined }
  await sql.transaction(async queries => {
    await queries.all(
      `insert into api_keys (id, hash, hint, name, scopes, policy, share_cache, keep_words, limits, created, expires)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        made.id,
        hashOfSecret(secret),
        made.hint,
        made.name,
        made.scopes.join(' '),
        made.policy,
        Number(made.shareCache),
        Number(made.keepWords),
        JSON.stringify(made.limits),
        made.created,
        made.expires ?? null,
      ],
    )
    await raiseMark(queries)
  })
  return { key: made, secret }
}

export async function listKeys(sql: Queries): Promise<readonly ApiKey[]> {
  const rows = await sql.all('select * from api_keys order by created, id')
  return rows.map(row => KeyRow.parse(row))
}

async function oneKey(sql: Queries, column: 'hash' | 'id', value: string): Promise<ApiKey | undefined> {
  const [row] = await sql.all(`select * from api_keys where ${column} = $1`, [value])
  return row && KeyRow.parse(row)
}

export const keyByHash = (sql: Queries, hash: string): Promise<ApiKey | undefined> =>
  oneKey(sql, 'hash', hash)
export const keyById = (sql: Queries, id: string): Promise<ApiKey | undefined> => oneKey(sql, 'id', id)

/**
 * By id, or by a name that only one living key has. A key that is revoked already stays as it is.
 * @throws NetError `no-key`, `several-keys`.
 */
export async function revokeKey(sql: Sql, which: string, now: number): Promise<ApiKey> {
  const keys = await listKeys(sql)
  const living = keys.filter(one => one.name === which && one.revoked === undefined)
  const found = keys.find(one => one.id === which) ?? living[0]
  if (!found)
    throw new NetError('no-key', `there is no key "${which}"`, 'see what there is: taonet gateway keys list')
  if (found.id !== which && living.length > 1)
    throw new NetError(
      'several-keys',
      `${living.length} keys have the name "${which}"`,
      `name one by its id: ${living.map(one => one.id).join(', ')}`,
    )
  await sql.transaction(async queries => {
    await queries.all('update api_keys set revoked = $1 where id = $2 and revoked is null', [now, found.id])
    await raiseMark(queries)
  })
  return { ...found, revoked: found.revoked ?? now }
}
