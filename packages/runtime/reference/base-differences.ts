// What our tables say otherwise than the base metadata (spec 343): what they lack, what they add, and what is there under
// the same name and not the same.
import { bytesToHex, encode } from '@taonet/wire'
import type { AnyCell, JoinedPallet } from '../src/join.ts'
import type { CallRow, Row } from '../src/table.ts'
import { apiTables, pallets } from '../src/tables.ts'
import { type BasePallet, base, type Entry, type Numbered } from './base.ts'
import { fieldDifferences, typeDifferences } from './base-types.ts'

const { types } = base

/** One list of names, and what a difference of it is called: `SubtensorModule.storage`. */
interface Names {
  readonly where: string
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
}

const namesOf = (rows: readonly { readonly name: string }[] = []): string[] => rows.map(({ name }) => name)

const listsOf = (joined: JoinedPallet): Names[] => {
  const { name } = joined.pallet
  const theirs = base.pallets[name]
  return [
    { where: `${name}.storage`, ours: [...joined.cells.keys()], theirs: namesOf(theirs?.storage) },
    { where: `${name}.call`, ours: namesOf([...joined.calls.values()]), theirs: namesOf(theirs?.calls) },
    { where: `${name}.event`, ours: namesOf([...joined.events.values()]), theirs: namesOf(theirs?.events) },
    // Numbers that no rule raises are no additions.
    {
      where: `${name}.error`,
      ours: namesOf([...joined.errors.values()]).filter(error => !/^Unused\d+$/.test(error)),
      theirs: namesOf(theirs?.errors),
    },
    { where: `${name}.constant`, ours: [...joined.constants.keys()], theirs: namesOf(theirs?.constants) },
  ]
}

const lists = (): Names[] => [
  { where: 'pallet', ours: pallets.map(({ pallet }) => pallet.name), theirs: Object.keys(base.pallets) },
  ...pallets.filter(({ pallet }) => pallet.name in base.pallets).flatMap(listsOf),
  { where: 'api', ours: apiTables.map(({ trait }) => trait), theirs: Object.keys(base.apis) },
  ...apiTables
    .filter(({ trait }) => trait in base.apis)
    .map(({ trait, methods }) => ({
      where: trait,
      ours: Object.keys(methods),
      theirs: namesOf(base.apis[trait]),
    })),
]

const without = (names: readonly string[], known: readonly string[]): string[] =>
  names.filter(name => !known.includes(name))

/** What the base has and we have not: `SubtensorModule.call faucet`. */
export const lacking = (): string[] =>
  lists().flatMap(({ where, ours, theirs }) => without(theirs, ours).map(name => `${where} ${name}`))

/** What we have and the base has not. */
export const added = (): string[] =>
  lists().flatMap(({ where, ours, theirs }) => without(ours, theirs).map(name => `${where} ${name}`))

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
  if (!theirs) return []
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

/** What is there under the same name and not the same, as sentences that begin with where. */
export const changed = (): string[] => [...pallets.flatMap(palletDifferences), ...apiDifferences()]

/** How many names both have: a comparison of nothing proves nothing. */
export const shared = (): number =>
  lists().reduce((sum, { ours, theirs }) => sum + ours.filter(name => theirs.includes(name)).length, 0)
