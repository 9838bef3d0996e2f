// Every name that the base metadata has and ours have not, and the other way round, is listed with its reason; nothing is
// listed that is not so. The pages in docs/protocol are those that the tables make.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { added, lacking } from '../../reference/base-differences.ts'
import { KNOWN_ADDITIONS } from '../../reference/known-additions.ts'
import { KNOWN_LACKING } from '../../reference/known-lacking.ts'
import { itemsOf, type Listed } from '../../reference/listed.ts'
import { referencePages } from '../../reference/pages.ts'

function compare(now: readonly string[], lists: readonly Listed[], file: string): void {
  const known = itemsOf(lists)
  assert.equal(new Set(known).size, known.length, 'something is listed twice')
  const [listed, there] = [new Set(known), new Set(now)]
  assert.deepEqual(
    now.filter(item => !listed.has(item)),
    [],
    `reference/${file} has to say why`,
  )
  assert.deepEqual(
    known.filter(item => !there.has(item)),
    [],
    `no longer so: take it out of reference/${file}, then npm run protocol`,
  )
}

test('what the base has and we have not is listed, and nothing else', () =>
  compare(lacking(), KNOWN_LACKING, 'known-lacking.ts'))

test('what we have and the base has not is listed, and nothing else', () =>
  compare(added(), KNOWN_ADDITIONS, 'known-additions.ts'))

test('the committed pages are those of the tables: npm run protocol writes them anew', () => {
  const folder = new URL('../../../../docs/protocol/', import.meta.url)
  const pages = referencePages()
  assert.deepEqual(readdirSync(folder).sort(), [...pages.keys()].sort())
  const stale = [...pages].filter(([name, text]) => readFileSync(new URL(name, folder), 'utf8') !== text)
  assert.deepEqual(
    stale.map(([name]) => name),
    [],
  )
})
