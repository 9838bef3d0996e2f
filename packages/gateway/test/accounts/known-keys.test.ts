// Keys in memory: what is read while keys change is not remembered as if it were new.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKey, Limits, ORDINARY_SCOPES, openSql, revokeKey, type Sql } from '../../src/accounts/index.ts'
import { KnownKeys } from '../../src/accounts/known-keys.ts'
import { hashOfSecret } from '../../src/accounts/secret.ts'
import { ownFolder } from '../serving.ts'

test('a key that is revoked while it is read is refused at the next look', async () => {
  const inner = await openSql({ folder: ownFolder() })
  let now = 0
  const made = await createKey(
    inner,
    {
      name: 'k',
      scopes: ORDINARY_SCOPES,
      policy: 'standard',
      shareCache: false,
      keepWords: false,
      limits: Limits.parse({}),
      expires: undefined,
    },
    now,
  )
  // As on a database with several connections: the key's row comes late, what else is asked does not wait for it.
  const held = Promise.withResolvers<void>()
  let holds = true
  const sql: Sql = {
    ...inner,
    async all(text, values) {
      const rows = await inner.all(text, values)
      if (holds && text.includes('from api_keys')) await held.promise
      return rows
    },
  }
  const keys = new KnownKeys(sql, () => now)
  const hash = hashOfSecret(made.secret)
  const early = keys.byHash(hash)
  await inner.all('select 1')
  await revokeKey(inner, made.key.id, 1)
  now += 5_000
  holds = false
  assert.equal(await keys.byHash('of another'), undefined)
  held.resolve()
  assert.equal((await early)?.key.revoked, undefined)
  assert.notEqual((await keys.byHash(hash))?.key.revoked, undefined)
  await inner.close()
})
