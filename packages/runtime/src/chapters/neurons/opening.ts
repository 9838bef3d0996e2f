// The seats that a subnet opens with (chain-registry §3.1a, §3.4; root: chain-governance §6.1).
import { type NetUid, ROOT, Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import {
  AllowLoopbackAxons,
  AxonsNeedTls,
  Burn,
  ImmunityPeriod,
  MaxAllowedUids,
  NetworkRegistrationAllowed,
  SubnetworkN,
  TargetRegistrationsPerInterval,
} from './table.ts'

export function openSeats(world: World, netuid: NetUid): void {
  SubnetworkN.put(world, netuid, 0)
  NetworkRegistrationAllowed.put(world, netuid, true)
  MaxAllowedUids.put(world, netuid, 256)
  ImmunityPeriod.put(world, netuid, 5_000)
  Burn.put(world, netuid, Tao(1_000_000_000n))
}

/** Immunity and price of a seat stay the storage's defaults, as the reference's genesis leaves them. */
export function openFirstSeats(world: World, netuid: NetUid): void {
  SubnetworkN.put(world, netuid, 0)
  NetworkRegistrationAllowed.put(world, netuid, true)
  MaxAllowedUids.put(world, netuid, 256)
}

export function openRootSeats(world: World): void {
  SubnetworkN.put(world, ROOT, 0)
  NetworkRegistrationAllowed.put(world, ROOT, true)
  MaxAllowedUids.put(world, ROOT, 64)
  TargetRegistrationsPerInterval.put(world, ROOT, 1)
}

/** What a private network may ask of axons, for genesis alone. */
export function axonsNeedTls(world: World): void {
  AxonsNeedTls.put(world, true)
}

/** The one relaxation of serve_axon, for genesis alone (DESIGN §5). */
export function allowLoopbackAxons(world: World, allow: boolean): void {
  AllowLoopbackAxons.put(world, allow)
}
