// The file and the schema: only the owner reads it, versions go one way, and several may open it at once.
import assert from 'node:assert/strict'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { openSql } from '../../src/accounts/index.ts'
import { onBoth } from './stores.ts'

onBoth('the schema', stores => {
  test('is made once, by whoever comes first', async () => {
    const place = await stores.place()
    const several = await Promise.all([stores.open(place), stores.open(place), stores.open(place)])
    for (const sql of several) {
      const rows = await sql.all('select id from migrations order by id')
      assert.deepEqual(
        rows.map(row => row.id),
        [1, 2, 3],
      )
    }
  })

  test('of a newer version is refused, and left alone', async () => {
    const place = await stores.place()
    const sql = await stores.open(place)
    await sql.all("insert into migrations (id, name, at) values (99, 'later', 0)")
    await sql.close()
    await assert.rejects(openSql(place), { code: 'accounts-format' })
  })

  test('a transaction that fails leaves nothing', async () => {
    const sql = await stores.open()
    const failing = sql.transaction(async queries => {
      await queries.all("insert into marks (name, value) values ('x', 1)")
      throw new Error('a test wants it')
    })
    await assert.rejects(failing, { code: 'accounts-unavailable' })
    assert.equal((await sql.all("select * from marks where name = 'x'")).length, 0)
  })

  test('whole numbers keep their size, text keeps its signs', async () => {
    const sql = await stores.open()
    const text = "'; drop table api_keys; --\n\u{1f600}"
    await sql.all('insert into marks (name, value) values ($1, $2)', [text, Number.MAX_SAFE_INTEGER])
    const rows = await sql.all('select value from marks where name = $1', [text])
    assert.deepEqual(
      rows.map(row => row.value),
      [Number.MAX_SAFE_INTEGER],
    )
  })

  test("a file is its owner's alone; an address of nothing says what it should be", async () => {
    const place = await stores.place()
    await stores.open(place)
    if ('folder' in place)
      for (const file of readdirSync(place.folder))
        assert.equal(statSync(join(place.folder, file)).mode & 0o777, 0o600, file)
    await assert.rejects(openSql({ url: 'mysql://x' }), { code: 'accounts-place' })
    await assert.rejects(openSql({ url: 'postgres://taonet@127.0.0.1:1/none' }), {
      code: 'accounts-unavailable',
    })
    await assert.rejects(openSql({ folder: '/dev/null/none' }), { code: 'accounts-unavailable' })
  })
})
