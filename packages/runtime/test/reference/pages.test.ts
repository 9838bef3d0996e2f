// The protocol reference: nothing that is served is missing from its pages.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { referencePages } from '../../reference/pages.ts'
import { apiTables, hyperparameters, pallets } from '../../src/tables.ts'

const pages = referencePages()
/** First cells of all rows of a page, or their second ones where a number comes first. */
const namesOn = (page: string): Set<string> =>
  new Set([...(pages.get(page) ?? '').matchAll(/^\| (?:\d+ \| )?`([^`]+)`/gm)].map(([, name]) => name ?? ''))

const kebab = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()

for (const { pallet, calls, cells, events, errors, constants } of pallets) {
  test(`the page of ${pallet.name} has every call, row, event, error and constant`, () => {
    const named = namesOn(`${kebab(pallet.name)}.md`)
    const rows = [...calls.values(), ...events.values(), ...errors.values()].map(({ name }) => name)
    const all = [...rows, ...cells.keys(), ...constants.keys()]
    assert.ok(all.length > 0)
    assert.deepEqual(
      all.filter(name => !named.has(name)),
      [],
    )
    assert.match(pages.get('README.md') ?? '', new RegExp(`\\| ${pallet.index} \\| \\[${pallet.name}\\]`))
  })
}

test('every method of every runtime API has its row, every hyperparameter its own', () => {
  const named = namesOn('runtime-apis.md')
  for (const { trait, methods } of apiTables) {
    assert.ok(pages.get('runtime-apis.md')?.includes(`## ${trait} (version`), trait)
    for (const name of Object.keys(methods)) assert.ok(named.has(name), name)
  }
  for (const { pallet, name } of hyperparameters) {
    const [, parameters = ''] = (pages.get(`${kebab(pallet)}.md`) ?? '').split('## Hyperparameters')
    assert.ok(parameters.includes(`\n| \`${name}\` |`), name)
  }
})

test('tables hold together: every row has as many cells as its head', () => {
  for (const [file, text] of pages) {
    let width = 0
    for (const line of text.split('\n')) {
      const cells = line.startsWith('|') ? line.replaceAll('\\|', '').split('|').length : 0
      if (cells > 0 && width > 0) assert.equal(cells, width, `${file}: ${line}`)
      width = cells
    }
  }
})
