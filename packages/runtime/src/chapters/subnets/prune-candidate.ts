// Which subnet gives way when there are as many as there may be (chain-registry §3.3).
import { type NetUid, ROOT } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { SubnetMovingPrice } from '../emission/table.ts'
import { netuids } from './registry.ts'
import { NetworkImmunityPeriod, NetworkRegisteredAt } from './table.ts'

interface Candidate {
  readonly netuid: NetUid
  readonly price: bigint
  /** Block of its registration. */
  readonly since: bigint
}

/** The lowest moving price past immunity, then the oldest, then the first in iteration order; undefined = none may go. */
export function subnetToPrune(world: World): NetUid | undefined {
  const immunity = NetworkImmunityPeriod.get(world)
  const candidates: Candidate[] = netuids(world)
    .filter(netuid => netuid !== ROOT)
    .map(netuid => ({
      netuid,
      price: SubnetMovingPrice.get(world, netuid),
      since: NetworkRegisteredAt.get(world, netuid),
    }))
    .filter(({ since }) => BigInt(world.block) >= since + immunity)
  const below = (a: Candidate, b: Candidate): boolean =>
    a.price < b.price || (a.price === b.price && a.since < b.since)
  return candidates.reduce<Candidate | undefined>(
    (worst, one) => (worst === undefined || below(one, worst) ? one : worst),
    undefined,
  )?.netuid
}
