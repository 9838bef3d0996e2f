// The root network as a new chain has it (chain-governance §6.1, chain-registry §3.4).
import { ROOT } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { openRootSeats } from '../neurons/opening.ts'
import { addNetwork } from './creation.ts'
import { ROOT_SYMBOL } from './symbols.ts'
import {
  FirstEmissionBlockNumber,
  MaxAllowedValidators,
  MinAllowedWeights,
  PendingChildKeyCooldown,
  SubtokenEnabled,
  Tempo,
  TokenSymbol,
} from './table.ts'

/** A token of the fixed price 1. */
const STABLE = 0

export function openRootNetwork(world: World): void {
  addNetwork(world, ROOT, STABLE)
  openRootSeats(world)
  Tempo.put(world, ROOT, 100)
  MaxAllowedValidators.put(world, ROOT, 64)
  MinAllowedWeights.put(world, ROOT, 0)
  SubtokenEnabled.put(world, ROOT, true)
  // Nobody owns root, so nobody can start it; clients ask by this row whether a subnet is active.
  FirstEmissionBlockNumber.put(world, ROOT, 1n)
  TokenSymbol.put(world, ROOT, ROOT_SYMBOL)
  // The protocol's value; the storage default, and so the metadata, is older (chain-registry §3.5).
  PendingChildKeyCooldown.put(world, 7_200n)
}
