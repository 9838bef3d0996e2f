// Entries of storage that root writes or removes by hand. The reference takes any bytes under any key. Here they must be an
// entry of a row: a node that cannot read its own state has to halt.
import { bytesToHex, DecodeError, encode, Reader, type StorageKey, storageKey } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { AnyCell } from '../../join.ts'
import { pallets } from '../../tables.ts'
import type { World } from '../../world.ts'
import { system } from './table.ts'

/** Hex digits of the two hashes that name a row. */
const ROW_DIGITS = 64

const rows: ReadonlyMap<string, AnyCell> = new Map(
  pallets.flatMap(({ cells }) =>
    [...cells.values()].filter(cell => !cell.computed).map(cell => [cell.prefix, cell]),
  ),
)

const keyOf = (bytes: Uint8Array): StorageKey => storageKey(bytesToHex(bytes))

/** The value's own bytes, without what stands behind them; undefined = no entry of the row. */
function ownBytes(row: AnyCell, key: StorageKey, bytes: Uint8Array): Uint8Array | undefined {
  try {
    const own = encode(row.value, row.value.read(new Reader(bytes)))
    const [keys] = row.entry(key, own)
    return row.key(...keys) === key ? own : undefined
  } catch (thrown) {
    // A number that its unit does not have is a RangeError.
    if (thrown instanceof DecodeError || thrown instanceof RangeError) return undefined
    throw thrown
  }
}

/** Refuses what is no key of a row, and bytes that do not begin with a value of it. */
export function writeEntry(world: World, key: Uint8Array, bytes: Uint8Array): void {
  const name = keyOf(key)
  const row = rows.get(name.slice(0, ROW_DIGITS))
  const own = row && ownBytes(row, name, bytes)
  ensure(own !== undefined, system.error.CallFiltered)
  world.state.put(name, own)
}

export function removeEntries(world: World, keys: readonly Uint8Array[]): void {
  for (const key of keys) world.state.remove(keyOf(key))
}

export function removeUnder(world: World, prefix: Uint8Array, most: number): void {
  let left = most
  for (const key of world.state.keys(keyOf(prefix))) {
    if (left-- === 0) return
    world.state.remove(key)
  }
}
