// One pallet: calls, storage, hyperparameters, events, errors, constants.
import type { AnyCell, JoinedPallet } from '../src/join.ts'
import type { CallRow, Row } from '../src/table.ts'
import { DEFAULT_WEIGHT } from '../src/table.ts'
import { type Hyperparameter, hyperparameters } from '../src/tables.ts'
import { code, inCell, lines, page, section } from './markdown.ts'
import { shown, typeOf } from './values.ts'

/** Constants that differ from profile to profile (DESIGN: which version). */
const OF_PROFILE = new Set(['System.Version', 'Aura.SlotDuration', 'Timestamp.MinimumPeriod'])

const fieldsOf = ({ fields }: Row): string[] =>
  Object.entries(fields).map(([name, codec]) => `${code(name)} ${code(typeOf(codec))}`)

function callRow([index, row]: [number, CallRow]): string[] {
  const traits = [
    row.free ? 'free' : '',
    row.weight === DEFAULT_WEIGHT
      ? ''
      : `${row.weight.toLocaleString('en-US')} ps${row.each ? ' an item' : ''}`,
  ]
  return [
    String(index),
    lines(code(row.name), ...fieldsOf(row)),
    lines(inCell(row.docs), traits.filter(Boolean).join(', ')),
  ]
}

const storageRow = ([name, cell]: [string, AnyCell]): string[] => [
  lines(
    code(name),
    ...cell.columns.map(({ label, codec, hasher }) => `${label}: ${code(typeOf(codec))} ${hasher}`),
  ),
  code(typeOf(cell.value)),
  cell.fallback === undefined ? 'none' : shown(cell.value, cell.fallback),
  inCell(cell.computed ? `${cell.docs} Computed when asked for; not in the state.` : cell.docs),
]

function parameterRow({ name, param: { item, options } }: Hyperparameter): string[] {
  const bound = (value: unknown) => (value === undefined ? '' : shown(item.value, value))
  const bounds = [bound(options.min), bound(options.max)]
  return [
    code(name),
    bounds.every(one => one === '') ? 'those of its type' : bounds.join(' … '),
    options.call ? code(options.call[1]) : '',
    options.who ?? (options.call ? 'root' : ''),
  ]
}

export function palletPage({ pallet, cells, calls, events, errors, constants }: JoinedPallet): string {
  const parameters = hyperparameters.filter(one => one.pallet === pallet.name)
  return page(
    pallet.name,
    [
      `Pallet ${pallet.index}. ${pallet.crate === '' ? '' : `Its enums are ${code(`${pallet.crate}::…`)}.`}`,
      '',
    ],
    section('Calls', ['number', 'call and arguments', 'what it does'], [...calls].map(callRow)),
    section('Storage', ['row and keys', 'value', 'default', 'what it holds'], [...cells].map(storageRow)),
    section(
      'Hyperparameters',
      ['row', 'bounds', 'call of AdminUtils', 'who sets it'],
      parameters.map(parameterRow),
    ),
    section(
      'Events',
      ['number', 'event and fields', 'what happened'],
      [...events].map(([index, row]) => [
        String(index),
        lines(code(row.name), ...fieldsOf(row)),
        inCell(row.docs),
      ]),
    ),
    section(
      'Errors',
      ['number', 'error', 'what was wrong'],
      [...errors].map(([index, { name, docs }]) => [String(index), code(name), inCell(docs)]),
    ),
    section(
      'Constants',
      ['constant', 'type', 'value', 'what it says'],
      [...constants].map(([name, { codec, value, docs }]) => [
        code(name),
        code(typeOf(codec)),
        OF_PROFILE.has(`${pallet.name}.${name}`) ? 'of the profile' : shown(codec, value),
        inCell(docs),
      ]),
    ),
  )
}
