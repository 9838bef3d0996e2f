// What our tables say otherwise than the base metadata (spec 343), item by item.
import { readFileSync } from 'node:fs'
import { bytesToHex, encode } from '@taonet/wire'
import type { AnyCell, JoinedPallet } from '../../src/join.ts'
import type { CallRow, Row } from '../../src/table.ts'
import { apiTables, pallets } from '../../src/tables.ts'
import { type BaseType, fieldDifferences, typeDifferences } from './base-types.ts'

interface Arg {
  readonly name: string | null
  readonly type: string
}
interface Numbered {
  readonly index: number
  readonly name: string
  readonly args?: readonly Arg[]
}
interface Entry {
  readonly name: string
  readonly modifier: string
  readonly hashers: readonly string[]
  readonly keys?: readonly string[]
  readonly value: string
  readonly fallback: string
}
interface BasePallet {
  readonly index: number
  readonly storage: readonly Entry[]
  readonly calls: readonly Numbered[]
  readonly events: readonly Numbered[]
  readonly errors: readonly Numbered[]
  readonly constants: readonly { readonly name: string; readonly type: string; readonly value: string }[]
}
interface Base {
  readonly pallets: Readonly<Record<string, BasePallet>>
  readonly apis: Readonly<Record<string, readonly { name: string; inputs: readonly Arg[]; output: string }[]>>
  readonly types: Readonly<Record<string, BaseType>>
}

const base: Base = JSON.parse(
  readFileSync(new URL('../../../../vectors/metadata-summary.json', import.meta.url), 'utf8'),
)
const { types } = base

function storageDifferences(cell: AnyCell, entry: Entry, where: string): string[] {
  const differences: string[] = []
  const compare = (what: string, ours: string, theirs: string) => {
    if (ours !== theirs) differences.push(`${where}: ${what} ${ours}, base ${theirs}`)
  }
  const optional = cell.fallback === undefined
  compare('modifier', optional ? 'Optional' : 'Default', entry.modifier)
  compare('hashers', cell.columns.map(({ hasher }) => hasher.replace('_', '')).join(), entry.hashers.join())
  compare('default', optional ? '0x00' : bytesToHex(encode(cell.value, cell.fallback)), entry.fallback)
  const keys = entry.keys ?? []
  if (keys.length === cell.columns.length)
    for (const [i, { codec }] of cell.columns.entries())
      differences.push(...typeDifferences(types, codec.shape, keys[i] ?? '', `${where} key ${i}`))
  else differences.push(`${where}: ${cell.columns.length} keys, base ${keys.length}`)
  return [...differences, ...typeDifferences(types, cell.value.shape, entry.value, `${where} value`)]
}

function numberedDifferences(
  rows: ReadonlyMap<number, Row | CallRow | { readonly name: string }>,
  theirs: readonly Numbered[],
  where: string,
): string[] {
  const byIndex = new Map(theirs.map(one => [one.index, one]))
  const byName = new Map(theirs.map(one => [one.name, one]))
  return [...rows].flatMap(([index, row]) => {
    const at = `${where}.${row.name}`
    const there = byIndex.get(index)
    const known = byName.get(row.name)
    if (there && there.name !== row.name) return [`${at}: number ${index} is the base's ${there.name}`]
    if (known && known.index !== index) return [`${at}: number ${index}, base ${known.index}`]
    if (!known?.args || !('fields' in row)) return []
    const fields = Object.entries(row.fields).map(([name, { shape }]) =>
      row.named ? { name, of: shape } : { of: shape },
    )
    return fieldDifferences(types, fields, known.args, at)
  })
}

function constantDifferences(joined: JoinedPallet, theirs: BasePallet['constants'], where: string): string[] {
  return [...joined.constants].flatMap(([name, { codec, value }]) => {
    const known = theirs.find(one => one.name === name)
    if (!known) return []
    const bytes = bytesToHex(encode(codec, value))
    return [
      ...typeDifferences(types, codec.shape, known.type, `${where}.${name}`),
      ...(bytes === known.value ? [] : [`${where}.${name}: value ${bytes}, base ${known.value}`]),
    ]
  })
}

function palletDifferences(joined: JoinedPallet): string[] {
  const { name, index } = joined.pallet
  const theirs = base.pallets[name]
  if (!theirs) return [`${name}: not in the base`]
  const storage = [...joined.cells].flatMap(([item, cell]) => {
    const entry = theirs.storage.find(one => one.name === item)
    return entry ? storageDifferences(cell, entry, `${name}.${item}`) : []
  })
  return [
    ...(index === theirs.index ? [] : [`${name}: index ${index}, base ${theirs.index}`]),
    ...storage,
    ...numberedDifferences(joined.calls, theirs.calls, `${name} call`),
    ...numberedDifferences(joined.events, theirs.events, `${name} event`),
    ...numberedDifferences(joined.errors, theirs.errors, `${name} error`),
    ...constantDifferences(joined, theirs.constants, `${name} constant`),
  ]
}

function apiDifferences(): string[] {
  return apiTables.flatMap(api => {
    const theirs = base.apis[api.trait] ?? []
    return Object.entries(api.methods).flatMap(([name, { inputs, output }]) => {
      const known = theirs.find(one => one.name === name)
      if (!known) return []
      const where = `${api.trait}.${name}`
      const ours = Object.entries(inputs).map(([input, { shape }]) => ({ name: input, of: shape }))
      return [
        ...fieldDifferences(types, ours, known.inputs, where),
        ...typeDifferences(types, output.shape, known.output, `${where} output`),
      ]
    })
  })
}

export const baseDifferences = (): string[] => [...pallets.flatMap(palletDifferences), ...apiDifferences()]

/** How much was compared: a comparison of nothing proves nothing. */
export const comparedItems = (): number =>
  pallets.reduce((sum, { pallet, cells, calls, events, errors }) => {
    const theirs = base.pallets[pallet.name]
    const shared = (names: Iterable<string>, list: readonly { name: string }[] = []) => {
      const known = new Set(list.map(one => one.name))
      return [...names].filter(name => known.has(name)).length
    }
    const named = (rows: ReadonlyMap<number, { name: string }>) => [...rows.values()].map(row => row.name)
    return (
      sum +
      shared(cells.keys(), theirs?.storage) +
      shared(named(calls), theirs?.calls) +
      shared(named(events), theirs?.events) +
      shared(named(errors), theirs?.errors)
    )
  }, 0)
