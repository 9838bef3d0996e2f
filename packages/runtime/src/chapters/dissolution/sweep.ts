// Every row that has a subnet in its key, of whatever chapter. They are found in the tables, so that a row which a chapter
// gets tomorrow is not forgotten (chain-registry §3.3(f)).
import { decodeColumns, hashedColumn, joinKey, type KeyColumn } from '@taonet/wire'
import type { AnyCell } from '../../join.ts'
import { MechId, NetUid, StorageIndex } from '../../nouns.ts'
import type { StorageKey } from '../../state.ts'
import { pallets } from '../../tables.ts'
import type { Reads, World } from '../../world.ts'
import { storageIndex } from '../subnets/registry.ts'
import { RegisteredSubnetCounter, subnets } from '../subnets/table.ts'

const MECHANISMS = Array.from({ length: subnets.literal.params.MaxMechanismCount.options.max }, (_, at) =>
  MechId(at),
)
/** Counts how many subnets have held a number: it is about the number, not about the subnet. */
const LASTING: ReadonlySet<string> = new Set([RegisteredSubnetCounter.prefix])

const holdsSubnet = ({ codec }: KeyColumn<unknown>): boolean => codec === NetUid || codec === StorageIndex

/** The rows that have a subnet, or one of its mechanisms, in their key. */
export const SUBNET_ROWS: readonly AnyCell[] = pallets
  .flatMap(({ cells }) => [...cells.values()])
  .filter(cell => !cell.computed && !LASTING.has(cell.prefix) && cell.columns.some(holdsSubnet))

function keysOf(world: Reads, cell: AnyCell, netuid: NetUid): StorageKey[] {
  const at = cell.columns.findIndex(holdsSubnet)
  const column = cell.columns[at]
  if (column === undefined) return []
  const names = column.codec === StorageIndex ? MECHANISMS.map(one => storageIndex(one, netuid)) : [netuid]
  return names.flatMap(name => {
    const part = hashedColumn(column, name)
    if (at === 0) return [...world.state.keys(joinKey(cell.prefix, part))]
    // Nearly every key without the subnet is told by its text alone.
    return [...world.state.keys(cell.prefix)].filter(
      key =>
        key.includes(part, cell.prefix.length) && decodeColumns(cell.columns, cell.prefix, key)[at] === name,
    )
  })
}

export function sweep(world: World, netuid: NetUid): void {
  for (const cell of SUBNET_ROWS) {
    for (const key of keysOf(world, cell, netuid)) world.state.remove(key)
  }
}
