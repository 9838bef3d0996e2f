// Rows that the rules dropped and clients still read: computed when asked for, never in the trie (DESIGN §3).
import { encode } from '@taonet/wire'
import type { Cell, Columns, KeysOf } from './cell.ts'
import type { StateView, StorageKey } from './state.ts'
import type { Reads } from './world.ts'

export interface ComputedRow {
  readonly prefix: StorageKey
  /** All of the row's entries. */
  entries(world: Reads): ReadonlyMap<StorageKey, Uint8Array>
}

/** A row declared with `view`, from the entries it has at a state. */
export const computed = <K extends Columns, V, Out>(
  cell: Cell<K, V, Out>,
  entriesOf: (world: Reads) => Iterable<readonly [KeysOf<K>, V]>,
): ComputedRow => ({
  prefix: cell.prefix,
  entries(world) {
    const entries = new Map<StorageKey, Uint8Array>()
    for (const [keys, value] of entriesOf(world)) entries.set(cell.key(...keys), encode(cell.value, value))
    return entries
  },
})

/** A state with computed rows mixed in: they answer reads and enumeration, nothing else. */
export function withComputed(view: StateView, rows: readonly ComputedRow[]): StateView {
  const world: Reads = { state: view }
  const cache = new Map<ComputedRow, ReadonlyMap<StorageKey, Uint8Array>>()
  const entriesOf = (row: ComputedRow) => {
    const entries = cache.get(row) ?? row.entries(world)
    cache.set(row, entries)
    return entries
  }
  return {
    get(key) {
      const row = rows.find(({ prefix }) => key.startsWith(prefix))
      return row ? entriesOf(row).get(key) : view.get(key)
    },
    keys(prefix, after) {
      const extra = rows
        .filter(row => row.prefix.startsWith(prefix) || prefix.startsWith(row.prefix))
        .flatMap(row => [...entriesOf(row).keys()])
        .filter(key => key.startsWith(prefix) && (after === undefined || key > after))
      if (extra.length === 0) return view.keys(prefix, after)
      return [...view.keys(prefix, after), ...extra].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    },
  }
}
