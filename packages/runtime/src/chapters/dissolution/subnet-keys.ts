// The keys of a row that name a subnet, or one of its mechanisms, wherever in the key.
import { decodeColumns, hashedColumn, joinKey, type KeyColumn } from '@taonet/wire'
import type { Cell, Columns } from '../../cell.ts'
import { MechId, NetUid, StorageIndex } from '../../nouns.ts'
import type { StorageKey } from '../../state.ts'
import type { Reads } from '../../world.ts'
import { storageIndex } from '../subnets/registry.ts'
import { subnets } from '../subnets/table.ts'

const MECHANISMS = Array.from({ length: subnets.literal.params.MaxMechanismCount.options.max }, (_, at) =>
  MechId(at),
)
export const holdsSubnet = ({ codec }: KeyColumn<unknown>): boolean =>
  codec === NetUid || codec === StorageIndex

type Row = Pick<Cell<Columns, unknown, unknown>, 'prefix' | 'columns'>

/** Ascending within a mechanism. */
export function subnetKeys(world: Reads, cell: Row, netuid: NetUid): StorageKey[] {
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
