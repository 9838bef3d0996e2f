// Fewer seats: the weakest go, the rest close up (chain-registry §3.6).
import { ensure } from '../../failure.ts'
import { type NetUid, Uid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { Emission } from '../epoch/table.ts'
import { compactNeuronVectors } from '../epoch/vectors.ts'
import { subnets } from '../subnets/table.ts'
import { compactWeightRows } from '../weights/rows.ts'
import { isImmune, ownerImmortalUids } from './pruning.ts'
import { hotkeys, unseat } from './registry.ts'
import {
  BlockAtRegistration,
  Keys,
  MaxAllowedUids,
  MinAllowedUids,
  neurons,
  SubnetworkN,
  Uids,
} from './table.ts'

/** Whole percent of the seats left that may be protected is below this. */
const MAX_PROTECTED_PERCENT = 80

/** Sets MaxAllowedUids and unseats whoever is beyond it. Refuses with InvalidValue or for too many protected seats. */
export function trimSeats(world: World, netuid: NetUid, most: number): void {
  ensure(most >= MinAllowedUids.get(world, netuid), subnets.error.InvalidValue)
  ensure(most <= MaxAllowedUids.get(world, netuid), subnets.error.InvalidValue)
  MaxAllowedUids.put(world, netuid, most)
  const seats = hotkeys(world, netuid)
  if (seats.length <= most) return

  const immortal = new Set(ownerImmortalUids(world, netuid))
  const uids = seats.map((_, uid) => Uid(uid))
  const safe = new Set(uids.filter(uid => immortal.has(uid) || isImmune(world, netuid, uid)))
  ensure(
    Math.floor((100 * safe.size) / most) < MAX_PROTECTED_PERCENT,
    neurons.error.TrimmingWouldExceedMaxImmunePercentage,
  )
  const leaving = weakest(
    world,
    netuid,
    uids.filter(uid => !safe.has(uid)),
    seats.length - most,
  )
  for (const uid of leaving) unseat(world, netuid, seats[uid] ?? Keys.fallback)
  closeUp(
    world,
    netuid,
    uids.filter(uid => !leaving.has(uid)),
  )
}

/** Lowest emission first, on ties the highest uid. */
function weakest(world: World, netuid: NetUid, uids: readonly Uid[], count: number): Set<Uid> {
  const emissions = Emission.get(world, netuid)
  const earns = (uid: Uid): bigint => emissions[uid] ?? 0n
  const ranked = [...uids].sort((a, b) => (earns(a) === earns(b) ? b - a : earns(a) < earns(b) ? -1 : 1))
  return new Set(ranked.slice(0, count))
}

function closeUp(world: World, netuid: NetUid, survivors: readonly Uid[]): void {
  const rows = survivors.map(uid => ({
    hotkey: Keys.get(world, netuid, uid),
    since: BlockAtRegistration.get(world, netuid, uid),
  }))
  Keys.clear(world, netuid)
  BlockAtRegistration.clear(world, netuid)
  for (const [place, { hotkey, since }] of rows.entries()) {
    Keys.put(world, netuid, Uid(place), hotkey)
    Uids.put(world, netuid, hotkey, Uid(place))
    BlockAtRegistration.put(world, netuid, Uid(place), since)
  }
  SubnetworkN.put(world, netuid, survivors.length)
  compactNeuronVectors(world, netuid, survivors)
  compactWeightRows(world, netuid, survivors)
}
