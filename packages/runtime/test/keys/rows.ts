// Every row of the pallet as text, so that a swap of keys can be compared with a plain renaming.
import type { AccountId } from '@taonet/wire'
import { pallets } from '../../src/tables.ts'
import type { Reads } from '../../src/world.ts'

/** Lists of accounts are sets here: a renamed account may stand elsewhere in them. */
const plain = (_: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Uint8Array) return [...value].join()
  const accounts = Array.isArray(value) && value.every(one => typeof one === 'string')
  return accounts ? [...value].sort() : value
}

/** `Row key: value`, sorted, with `from` called `to` throughout; rows of `without` and empty lists left out. */
export function renamedRows(
  world: Reads,
  from: AccountId,
  to: AccountId,
  without: readonly string[],
): readonly string[] {
  const cells = pallets.flatMap(({ pallet, cells }) =>
    pallet.name === 'SubtensorModule' ? [...cells.values()] : [],
  )
  const lines = cells.flatMap(cell => {
    if (cell.computed || without.includes(cell.name)) return []
    return [...cell.entries(world)].map(([keys, value]) => {
      const renamed: unknown = JSON.parse(JSON.stringify([keys, value], plain).replaceAll(from, to))
      return `${cell.name} ${JSON.stringify(renamed, plain)}`
    })
  })
  return lines.filter(line => !line.endsWith(',[]]')).sort()
}
