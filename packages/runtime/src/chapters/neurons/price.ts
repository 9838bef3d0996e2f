// What a seat costs, from block to block and from registration to registration (chain-registry §3.4).
import { type NetUid, ROOT, Tao } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { netuids } from '../subnets/registry.ts'
import { epochDue } from '../subnets/schedule.ts'
import { type BurnBounds, bumpedBurn, decayedBurn } from './burn.ts'
import {
  Burn,
  BurnHalfLife,
  BurnIncreaseMult,
  MaxBurn,
  MinBurn,
  RegistrationsThisBlock,
  RegistrationsThisInterval,
} from './table.ts'

const boundsOf = (world: Reads, netuid: NetUid): BurnBounds => ({
  min: MinBurn.get(world, netuid),
  max: MaxBurn.get(world, netuid),
})

/** First part of the block step: prices fall, counters of registrations begin anew. */
export function decayPrices(world: World): void {
  for (const netuid of netuids(world)) {
    const burn = Burn.get(world, netuid)
    const halfLife = BurnHalfLife.get(world, netuid)
    const after = decayedBurn(burn, BigInt(world.block), halfLife, boundsOf(world, netuid))
    if (after !== burn) Burn.put(world, netuid, Tao(after))
    RegistrationsThisBlock.remove(world, netuid)
    if (netuid === ROOT && epochDue(world, netuid)) RegistrationsThisInterval.remove(world, netuid)
  }
}

/** The price after a registration; a second one in the same block pays it. */
export function bumpPrice(world: World, netuid: NetUid): void {
  const burn = bumpedBurn(
    Burn.get(world, netuid),
    BurnIncreaseMult.get(world, netuid),
    boundsOf(world, netuid),
  )
  Burn.put(world, netuid, Tao(burn))
}
