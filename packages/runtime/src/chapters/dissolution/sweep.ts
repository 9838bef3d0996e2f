// Every row that has a subnet in its key, of whatever chapter. They are found in the tables, so that a row which a chapter
// gets tomorrow is not forgotten (chain-registry §3.3(f)).
import type { AnyCell } from '../../join.ts'
import type { NetUid } from '../../nouns.ts'
import { pallets } from '../../tables.ts'
import type { World } from '../../world.ts'
import { RegisteredSubnetCounter } from '../subnets/table.ts'
import { holdsSubnet, subnetKeys } from './subnet-keys.ts'

/** Counts how many subnets have held a number: it is about the number, not about the subnet. */
const LASTING: ReadonlySet<string> = new Set([RegisteredSubnetCounter.prefix])

/** The rows that have a subnet, or one of its mechanisms, in their key. */
const SUBNET_ROWS: readonly AnyCell[] = pallets
  .flatMap(({ cells }) => [...cells.values()])
  .filter(cell => !cell.computed && !LASTING.has(cell.prefix) && cell.columns.some(holdsSubnet))

export function sweep(world: World, netuid: NetUid): void {
  for (const cell of SUBNET_ROWS) {
    for (const key of subnetKeys(world, cell, netuid)) world.state.remove(key)
  }
}
