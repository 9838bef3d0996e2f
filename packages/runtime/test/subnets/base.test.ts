// The rows that spec 343 knew keep their hashers, modifier and default; the calls and events their fields
// (vectors/metadata-summary.json).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { bytesToHex, encode } from '@taonet/wire'
import { admin } from '../../src/chapters/admin/table.ts'
import { epoch } from '../../src/chapters/epoch/table.ts'
import { neurons } from '../../src/chapters/neurons/table.ts'
import { subnets } from '../../src/chapters/subnets/table.ts'
import { type Chapter, type ChapterLiteral, cellsOf, type Row } from '../../src/table.ts'

interface BaseRow {
  readonly index: number
  readonly name: string
  readonly args: readonly { readonly name: string | null }[]
}
interface BaseItem {
  readonly name: string
  readonly modifier: 'Default' | 'Optional'
  readonly hashers: readonly string[]
  readonly fallback: string
}
interface BasePallet {
  readonly storage: readonly BaseItem[]
  readonly calls: readonly BaseRow[]
  readonly events: readonly BaseRow[]
  readonly errors: readonly { readonly index: number; readonly name: string }[]
}
const base = JSON.parse(
  readFileSync(new URL('../../../../vectors/metadata-summary.json', import.meta.url), 'utf8'),
) as { readonly pallets: Readonly<Record<string, BasePallet>> }

function palletOf(name: string): BasePallet {
  return base.pallets[name] ?? assert.fail(`spec 343 has no ${name}`)
}

function compare<T extends ChapterLiteral>(chapter: Chapter<T>): void {
  const pallet = palletOf(chapter.pallet.name)
  let known = 0
  for (const [name, cell] of Object.entries(cellsOf(chapter))) {
    const item = pallet.storage.find(one => one.name === name)
    if (!item) continue
    known += 1
    assert.deepEqual(
      cell.columns.map(column => column.hasher.replace('_', '')),
      item.hashers,
      name,
    )
    assert.equal(cell.fallback === undefined ? 'Optional' : 'Default', item.modifier, name)
    const fallback = cell.fallback === undefined ? '0x00' : bytesToHex(encode(cell.value, cell.fallback))
    assert.equal(fallback, item.fallback, name)
  }
  assert.ok(known > 0)
  const rows = (
    mine: Readonly<Record<number, Row>> | undefined,
    theirs: readonly BaseRow[],
    what: string,
  ) => {
    for (const [index, row] of Object.entries(mine ?? {})) {
      const other = theirs.find(one => one.index === Number(index))
      const same = theirs.find(one => one.name === row.name)
      assert.equal(other?.name ?? row.name, row.name, `${what} ${index}`)
      assert.equal(same?.index ?? Number(index), Number(index), `${what} ${row.name}`)
      if (!other) continue
      assert.deepEqual(
        row.named ? Object.keys(row.fields) : Object.keys(row.fields).map(() => null),
        other.args.map(argument => argument.name),
        `${what} ${row.name}`,
      )
    }
  }
  rows(chapter.literal.calls, pallet.calls, 'call')
  rows(chapter.literal.events, pallet.events, 'event')
  for (const [index, { name }] of Object.entries(chapter.literal.errors ?? {})) {
    const other = pallet.errors.find(one => one.index === Number(index))
    assert.equal(other?.name ?? name, name, `error ${index}`)
    assert.equal(pallet.errors.find(one => one.name === name)?.index ?? Number(index), Number(index))
  }
}

test('subnets as spec 343 has them', () => compare(subnets))
test('neurons as spec 343 has them', () => compare(neurons))
test('the epoch’s rows as spec 343 has them', () => compare(epoch))
test('AdminUtils as spec 343 has it', () => {
  const pallet = palletOf('AdminUtils')
  for (const [index, row] of Object.entries(admin.literal.calls)) {
    const other = pallet.calls.find(one => one.index === Number(index))
    const same = pallet.calls.find(one => one.name === row.name)
    assert.equal(other?.name ?? row.name, row.name)
    assert.equal(same?.index ?? Number(index), Number(index))
    if (other)
      assert.deepEqual(
        Object.keys(row.fields),
        other.args.map(({ name }) => name),
        row.name,
      )
  }
})

/** Setters of spec 343 without a rule behind them any more, or of modules that we do not have. */
const LEFT_OUT = [
  'swap_authorities',
  'sudo_set_total_issuance',
  'sudo_set_coldkey_swap_schedule_duration',
  'sudo_set_dissolve_network_schedule_duration',
  'sudo_set_evm_chain_id',
  'schedule_grandpa_change',
  'sudo_toggle_evm_precompile',
]

test('every other setter of spec 343 is served', () => {
  const served = new Set(Object.values(admin.literal.calls).map(row => row.name as string))
  const missing = palletOf('AdminUtils')
    .calls.filter(({ name }) => !served.has(name))
    .map(({ name }) => name)
  assert.deepEqual(missing, LEFT_OUT)
})
