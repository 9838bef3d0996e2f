// What a state still says about a subnet, found by what the tables call their columns.
import { decodeColumns } from '@taonet/wire'
import type { StorageKey } from '../../src/state.ts'
import { pallets } from '../../src/tables.ts'
import type { Reads } from '../../src/world.ts'

const EVERYTHING = '' as StorageKey
const SUBNETS_PER_MECHANISM = 4096

const cells = pallets.flatMap(joined => [...joined.cells.values()])

/** Names of the rows with the subnet in a key, one for each key. */
export function rowsLeft(world: Reads, netuid: number): string[] {
  return [...world.state.keys(EVERYTHING)].flatMap(key => {
    const cell = cells.find(({ prefix }) => key.startsWith(prefix))
    if (cell === undefined) return []
    const keys = decodeColumns(cell.columns, cell.prefix, key)
    const names = cell.columns.some(({ label }, at) =>
      label === 'netuid'
        ? keys[at] === netuid
        : label === 'netuid_index' && Number(keys[at]) % SUBNETS_PER_MECHANISM === netuid,
    )
    return names ? [cell.name] : []
  })
}
