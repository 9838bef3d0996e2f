// Every named type that a call, row, event, constant or runtime API mentions.
import type { FieldShape, Shape } from '@taonet/wire'
import type { JoinedPallet } from '../src/join.ts'
import { apiTables } from '../src/tables.ts'
import { typeName } from '../src/type-names.ts'
import { code, lines, page, section } from './markdown.ts'

const inside = (shape: Shape): readonly Shape[] => {
  switch (shape.kind) {
    case 'compact':
    case 'sequence':
    case 'array':
      return [shape.of]
    case 'tuple':
      return shape.of
    case 'composite':
      return shape.fields.map(({ of }) => of)
    case 'variant':
      return shape.variants.flatMap(({ fields }) => fields.map(({ of }) => of))
    default:
      return []
  }
}

function gather(shape: Shape, into: Map<string, Shape>): void {
  const named = shape.kind === 'composite' || shape.kind === 'variant'
  const name = typeName(shape)
  if (named && name !== '' && !name.startsWith('Option<')) {
    if (into.has(name)) return
    into.set(name, shape)
  }
  for (const one of inside(shape)) gather(one, into)
}

const shapesOf = ({ cells, calls, events, constants }: JoinedPallet): Shape[] => [
  ...[...cells.values()].flatMap(({ columns, value }) => [
    ...columns.map(({ codec }) => codec.shape),
    value.shape,
  ]),
  ...[...calls.values(), ...events.values()].flatMap(({ fields }) =>
    Object.values(fields).map(({ shape }) => shape),
  ),
  ...[...constants.values()].map(({ codec }) => codec.shape),
]

const field = ({ name, of }: FieldShape): string =>
  name === undefined ? code(typeName(of)) : `${code(name)} ${code(typeName(of))}`

function content(shape: Shape): string {
  if (shape.kind === 'composite') return lines(...shape.fields.map(field)) || 'nothing'
  if (shape.kind !== 'variant') return ''
  const { variants } = shape
  if (variants.length > 100)
    return `${variants.length} variants, ${code(variants[0]?.name ?? '')} to ${code(variants.at(-1)?.name ?? '')}`
  return lines(
    ...variants.map(({ name, index, fields }) => [`${index} ${code(name)}`, ...fields.map(field)].join(' ')),
  )
}

export function typePage(pallets: readonly JoinedPallet[]): string {
  const found = new Map<string, Shape>()
  for (const shape of pallets.flatMap(shapesOf)) gather(shape, found)
  for (const { methods } of apiTables)
    for (const { inputs, output } of Object.values(methods))
      for (const { shape } of [...Object.values(inputs), output]) gather(shape, found)
  const rows = [...found].sort(([a], [b]) => (a < b ? -1 : 1))
  return page(
    'Types',
    ['Structs with their fields, enums with their variants and numbers, as metadata names them.', ''],
    section(
      'All',
      ['type', 'what is in it'],
      rows.map(([name, shape]) => [code(name), content(shape)]),
    ),
  )
}
