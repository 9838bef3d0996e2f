// An operator's own prices: read from a file, refused with advice, and what usage then costs.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { isNetError } from '@taonet/wire'
import { DEFAULT_PRICES, readPrices } from '../../src/accounts/index.ts'
import { openState } from '../../src/state.ts'

const folder = mkdtempSync(join(tmpdir(), 'taonet-prices-'))
after(() => rmSync(folder, { recursive: true }))

const file = join(folder, 'prices.json')
function pricesOf(text: string) {
  writeFileSync(file, text)
  return readPrices(file)
}

test('a listed model costs what the list says, any other what is usual', async () => {
  const prices = pricesOf('{"models": {"small": {"prompt": 500, "completion": 2500}}}')
  assert.deepEqual(prices.otherwise, DEFAULT_PRICES.otherwise)
  const { accounts, close } = await openState({ folder, prices })
  try {
    const caller = await accounts.identify(undefined, { loopback: true })
    const one = await accounts.reserve(caller, { route: '/v1/chat/completions', requests: 1, tokens: 100 })
    const cost = (model: string): number => one.price({ model, promptTokens: 10, completionTokens: 2 })
    assert.deepEqual([cost('small'), cost('other')], [10, 18])
    await one.release()
  } finally {
    await close()
  }
})

test('what is no list of prices is refused with an example', () => {
  const wrong = [
    '',
    '[]',
    '{"model": {}}',
    '{"otherwise": {"prompt": -1, "completion": 1}}',
    '{"otherwise": {"prompt": 0.5, "completion": 1}}',
    '{"models": {"a": {"prompt": 1}}}',
  ]
  for (const text of wrong)
    assert.throws(
      () => pricesOf(text),
      thrown => isNetError(thrown) && thrown.code === 'prices' && /taonet-numbers/.test(thrown.hint),
      text,
    )
  assert.throws(() => readPrices(join(folder, 'none.json')), /ENOENT/)
})
