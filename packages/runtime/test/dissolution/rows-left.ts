// What a state still says about a subnet, found by what the tables call their columns.
import { decodeColumns } from '@taonet/wire'
import type { StorageKey } from '../../src/state.ts'
import { pallets } from '../../src/tables.ts'
import type { Reads } from '../../src/world.ts'

const EVERYTHING = '' as StorageKey
const SUBNETS_PER_MECHANISM = 4096

const cells = pallets.flatMap(joined => [...joined.cells.values()])

const cellOf = (key: StorageKey) => cells.find(({ prefix }) => key.startsWith(prefix))

/** The keys that name the subnet, or one of its mechanisms. */
export function keysLeft(world: Reads, netuid: number): StorageKey[] {
  return [...world.state.keys(EVERYTHING)].filter(key => {
    const cell = cellOf(key)
    if (cell === undefined) return false
    const keys = decodeColumns(cell.columns, cell.prefix, key)
    return cell.columns.some(({ label }, at) =>
      label === 'netuid'
        ? keys[at] === netuid
        : label === 'netuid_index' && Number(keys[at]) % SUBNETS_PER_MECHANISM === netuid,
    )
  })
}

/** The names of their rows. */
export const rowsLeft = (world: Reads, netuid: number): string[] =>
  keysLeft(world, netuid).flatMap(key => cellOf(key)?.name ?? [])
