// A subnet with seats taken at chosen blocks and with chosen emission, for tests of who gives way.
import type { AccountId } from '@taonet/wire'
import { Emission } from '../../src/chapters/epoch/table.ts'
import { appendNeuron } from '../../src/chapters/neurons/registry.ts'
import { ImmunityPeriod, MaxAllowedUids, MinNonImmuneUids } from '../../src/chapters/neurons/table.ts'
import { createAccountIfNew } from '../../src/chapters/staking/accounts.ts'
import { addNetwork } from '../../src/chapters/subnets/creation.ts'
import { SubnetOwner, SubnetOwnerHotkey } from '../../src/chapters/subnets/table.ts'
import { NetUid } from '../../src/nouns.ts'
import { accountOf, type TestWorld, testWorld } from '../world.ts'

export const ONE = NetUid(1)
export const owner = accountOf('owner')

export interface Seat {
  readonly since: number
  readonly emission: bigint
  readonly owners?: boolean
}

export interface Seats {
  readonly seats: readonly Seat[]
  readonly block: number
  readonly immunity?: number
  readonly spared?: number
  readonly most?: number
  /** Which seat is the owner hotkey's. */
  readonly ownerHotkey?: number
}

export const hotkeyAt = (uid: number): AccountId => accountOf(`hotkey ${uid}`)

export function seated({ seats, block, immunity = 0, spared = 0, most, ownerHotkey }: Seats): TestWorld {
  const world = testWorld({ block })
  addNetwork(world, ONE, 1)
  SubnetOwner.put(world, ONE, owner)
  SubnetOwnerHotkey.put(world, ONE, ownerHotkey === undefined ? accountOf('away') : hotkeyAt(ownerHotkey))
  MaxAllowedUids.put(world, ONE, most ?? seats.length)
  ImmunityPeriod.put(world, ONE, immunity)
  MinNonImmuneUids.put(world, ONE, spared)
  for (const [uid, seat] of seats.entries()) {
    createAccountIfNew(world, seat.owners ? owner : accountOf(`coldkey ${uid}`), hotkeyAt(uid))
    world.block = seat.since
    appendNeuron(world, ONE, hotkeyAt(uid))
  }
  world.block = block
  Emission.put(
    world,
    ONE,
    seats.map(seat => seat.emission),
  )
  return world
}
