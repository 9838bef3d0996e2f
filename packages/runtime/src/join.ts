// Joins chapters into the wire's pallets. A number or a name used twice within one pallet is an error at load.
import type { Cell, Columns } from './cell.ts'
import type { CallRow, ChapterLiteral, Constant, ErrorRow, Pallet, Row } from './table.ts'
import { unraisedErrors } from './unraised-errors.ts'

export type AnyCell = Cell<Columns, unknown, unknown>

export interface AnyChapter {
  readonly pallet: Pallet
  readonly literal: ChapterLiteral
  readonly storage: Readonly<Record<string, AnyCell>>
}

export interface JoinedPallet {
  readonly pallet: Pallet
  readonly cells: ReadonlyMap<string, AnyCell>
  readonly calls: ReadonlyMap<number, CallRow>
  readonly events: ReadonlyMap<number, Row>
  readonly errors: ReadonlyMap<number, ErrorRow>
  readonly constants: ReadonlyMap<string, Constant>
}

function addNamed<T>(into: Map<string, T>, what: string, rows: Readonly<Record<string, T>>): void {
  for (const [name, row] of Object.entries(rows)) {
    if (into.has(name)) throw new TypeError(`${what} ${name} is declared twice`)
    into.set(name, row)
  }
}

function addNumbered<T extends { readonly name: string }>(
  into: Map<number, T>,
  what: string,
  rows: Readonly<Record<number, T>> = {},
): void {
  const names = new Set([...into.values()].map(row => row.name))
  for (const [key, row] of Object.entries(rows)) {
    const index = Number(key)
    if (into.has(index))
      throw new TypeError(`${what} ${index} is both ${into.get(index)?.name} and ${row.name}`)
    if (names.has(row.name)) throw new TypeError(`${what} ${row.name} is declared twice`)
    into.set(index, row)
    names.add(row.name)
  }
}

const ascending = <T>(rows: ReadonlyMap<number, T>): Map<number, T> =>
  new Map([...rows].sort(([a], [b]) => a - b))

function joinPallet(name: string, chapters: readonly AnyChapter[]): JoinedPallet {
  const [first] = chapters
  if (!first) throw new TypeError(`${name} has no chapter`)
  const cells = new Map<string, AnyCell>()
  const calls = new Map<number, CallRow>()
  const events = new Map<number, Row>()
  const errors = new Map<number, ErrorRow>()
  const constants = new Map<string, Constant>()
  for (const { pallet, literal, storage } of chapters) {
    if (pallet.name !== name) throw new TypeError(`a chapter of ${pallet.name} is listed under ${name}`)
    addNamed(cells, `${name}'s row`, storage)
    addNumbered(calls, `${name}'s call`, literal.calls)
    addNumbered(events, `${name}'s event`, literal.events)
    addNumbered(errors, `${name}'s error`, literal.errors)
    addNamed(constants, `${name}'s constant`, literal.constants ?? {})
  }
  return {
    pallet: first.pallet,
    cells,
    calls: ascending(calls),
    events: ascending(events),
    errors: ascending(new Map([...errors, ...unraisedErrors(name, errors)])),
    constants,
  }
}

/** By ascending pallet index. */
export function joinPallets(
  chapters: Readonly<Record<string, readonly AnyChapter[]>>,
): readonly JoinedPallet[] {
  const joined = Object.entries(chapters).map(([name, list]) => joinPallet(name, list))
  const indices = new Set(joined.map(({ pallet }) => pallet.index))
  if (indices.size !== joined.length) throw new TypeError('two pallets share an index')
  return joined.sort((a, b) => a.pallet.index - b.pallet.index)
}
