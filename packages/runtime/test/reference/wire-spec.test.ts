// What the specification of the wire says clients read, call and submit, against the tables: names, hashers, defaults,
// arguments, numbers. Row by row, so that what somebody reads there is what he gets here.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { bytesToHex, encode } from '@taonet/wire'
import { apiTables, cellOf, pallets } from '../../src/tables.ts'

/** Rows of pallets that are left out, of proof of work and of the pools' former liquidity (docs/protocol/differences.md). */
const NO_ROWS = `Drand.LastStoredRound Drand.Pulses EVMChainId.ChainId LimitOrders.LimitOrdersEnabled LimitOrders.Orders
  MevShield.AuthorKeys MevShield.CurrentKey MevShield.NextKey MevShield.PendingKey SubtensorModule.LastTxBlock
  SubtensorModule.UsedWork Swap.FeeGlobalAlpha Swap.FeeGlobalTao Swap.Positions Swap.Ticks`
/** Asked by none of the clients. */
const NO_METHODS = `ProxyFilterRuntimeApi.get_proxy_filter ProxyFilterRuntimeApi.get_proxy_types
  StakeInfoRuntimeApi.get_hotkey_conviction StakeInfoRuntimeApi.get_most_convicted_hotkey_on_subnet
  StakeInfoRuntimeApi.get_stake_availability_for_coldkeys TransactionPaymentCallApi.query_call_fee_details
  TransactionPaymentCallApi.query_call_info`
const HASHERS: Readonly<Record<string, string>> = {
  B128C: 'Blake2_128Concat',
  T64C: 'Twox64Concat',
  Id: 'Identity',
}

const listed = (names: string): string[] => names.split(/\s+/)
const several = (names: string): string[] => names.split(/ ?[/,] ?/).map(one => one.replace('+', '').trim())

/** Cells of the rows below the heading whose first cell looks like that. */
function rowsOf(file: string, heading: string, first: RegExp): string[][] {
  const text = readFileSync(new URL(`../../../../docs/spec/${file}.md`, import.meta.url), 'utf8')
  const below = text.slice(text.indexOf(heading))
  const part = below.slice(0, below.indexOf('\n#', 1))
  const rows = part.split('\n').map(line => line.split('|').slice(1, -1))
  return rows.map(row => row.map(cell => cell.trim())).filter(([name]) => first.test(name ?? ''))
}

test('storage: every row that clients read, with its hashers, modifier and default', () => {
  const absent: string[] = []
  let found = 0
  const rows = ['# Wire', '## Added'].flatMap(heading => rowsOf('wire-storage', heading, /^[A-Z]\w+\.\w/))
  for (const [names = '', hashers = '', , , modifier = ''] of rows) {
    const [pallet = ''] = names.split('.')
    for (const item of several(names.slice(pallet.length + 1))) {
      const cell = cellOf(pallet, item)
      if (!cell) {
        absent.push(`${pallet}.${item}`)
        continue
      }
      found++
      const wanted = hashers === '-' ? [] : hashers.split('+').map(hasher => HASHERS[hasher])
      assert.deepEqual(
        cell.columns.map(({ hasher }) => hasher),
        wanted,
        item,
      )
      assert.equal(cell.fallback === undefined, modifier.startsWith('Opt'), `${item}: ${modifier}`)
      const bytes = /0x([0-9a-f]+)/.exec(modifier)?.[0]
      if (bytes && cell.fallback !== undefined)
        assert.ok(bytesToHex(encode(cell.value, cell.fallback)).startsWith(bytes), `${item}: ${modifier}`)
    }
  }
  assert.deepEqual(absent.sort(), listed(NO_ROWS))
  assert.ok(found > 90, `${found} rows`)
})

test('runtime APIs: every method that clients ask, with the names of its arguments', () => {
  const absent: string[] = []
  let found = 0
  let trait = ''
  for (const [names = '', inputs = ''] of rowsOf(
    'wire-runtime-apis',
    '## 1.',
    /^([A-Z]\w+\.|\.\.)(?!method)[a-z_0-9]+( |$)/,
  )) {
    const [before = '', methods = ''] = names.split(/\.+(.*)/)
    trait = before || trait
    const api = apiTables.find(table => table.trait === trait)
    for (const name of several(methods)) {
      const method = api?.methods[name]
      if (!method) {
        absent.push(`${trait}.${name}`)
        continue
      }
      found++
      if (methods.includes('/')) continue
      const plain = inputs.replace(/\([^)]*\)|<[^>]*>/g, '')
      const wanted = plain === '-' ? [] : plain.split(',').map(one => one.trim().split(' ')[0])
      assert.deepEqual(Object.keys(method.inputs), wanted, `${trait}.${name}`)
    }
  }
  assert.deepEqual(absent.sort(), listed(NO_METHODS))
  assert.ok(found > 35, `${found} methods`)
})

test('calls: every one that clients submit, under its number', () => {
  const subtensor = pallets.find(({ pallet }) => pallet.name === 'SubtensorModule')?.calls ?? []
  const ours = new Map(Array.from(subtensor, ([number, { name }]) => [name, number]))
  let found = 0
  for (const [numbers = '', names = ''] of rowsOf(
    'wire-interface',
    '### 2.4',
    /^\d{1,3}\*?( \/ \d{1,3}\*?)*$/,
  )) {
    const wanted = several(numbers).map(number => Number.parseInt(number, 10))
    for (const [at, name] of several(names.replace(/\([^)]*\)/g, '')).entries()) {
      // `..._mechanism_weights` stands for the name before it, with the mechanism in it.
      if (name.startsWith('...')) continue
      found++
      assert.equal(ours.get(name.split(' ')[0] ?? ''), wanted[at], name)
    }
  }
  assert.ok(found > 40, `${found} calls`)
})
