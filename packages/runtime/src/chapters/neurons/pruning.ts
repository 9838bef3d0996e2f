// Whose seat a newcomer takes when the subnet is full (chain-registry §3.6).
import type { AccountId } from '@taonet/wire'
import { type NetUid, Uid, ZERO_ACCOUNT } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { Emission } from '../epoch/table.ts'
import { OwnedHotkeys } from '../staking/table.ts'
import { SubnetOwner, SubnetOwnerHotkey } from '../subnets/table.ts'
import {
  BlockAtRegistration,
  ImmuneOwnerUidsLimit,
  ImmunityPeriod,
  MinNonImmuneUids,
  SubnetworkN,
  Uids,
} from './table.ts'

export const isImmune = (world: World, netuid: NetUid, uid: Uid): boolean =>
  BigInt(world.block) - BlockAtRegistration.get(world, netuid, uid) <
  BigInt(ImmunityPeriod.get(world, netuid))

/** Uids of the owner that are never taken: his oldest seats, and the owner hotkey's before all others. */
export function ownerImmortalUids(world: Reads, netuid: NetUid): Uid[] {
  const owner = SubnetOwner.get(world, netuid)
  const limit = ImmuneOwnerUidsLimit.get(world, netuid)
  const oldest = (owner === ZERO_ACCOUNT ? [] : OwnedHotkeys.get(world, owner))
    .flatMap(hotkey => seated(world, netuid, hotkey))
    .map(uid => ({ uid, since: BlockAtRegistration.get(world, netuid, uid) }))
    .sort((a, b) => (a.since === b.since ? a.uid - b.uid : a.since < b.since ? -1 : 1))
    .map(({ uid }) => uid)
    .slice(0, limit)
  const [first] = seated(world, netuid, SubnetOwnerHotkey.get(world, netuid))
  return first === undefined || oldest.includes(first) ? oldest : [first, ...oldest].slice(0, limit)
}

function seated(world: Reads, netuid: NetUid, hotkey: AccountId): Uid[] {
  const uid = Uids.get(world, netuid, hotkey)
  return uid === undefined ? [] : [uid]
}

interface Candidate {
  readonly uid: Uid
  readonly emission: bigint
  readonly since: bigint
}

/** Lowest emission, then oldest, then lowest uid. */
const weaker = (a: Candidate, b: Candidate | undefined): boolean =>
  b === undefined ||
  a.emission < b.emission ||
  (a.emission === b.emission && (a.since < b.since || (a.since === b.since && a.uid < b.uid)))

/** The uid that gives way; undefined when nobody may be replaced. */
export function uidToPrune(world: World, netuid: NetUid): Uid | undefined {
  const immortal = new Set(ownerImmortalUids(world, netuid))
  const emissions = Emission.get(world, netuid)
  let open = 0
  let bestOpen: Candidate | undefined
  let bestImmune: Candidate | undefined
  for (let at = 0; at < SubnetworkN.get(world, netuid); at++) {
    const uid = Uid(at)
    if (immortal.has(uid)) continue
    const since = BlockAtRegistration.get(world, netuid, uid)
    const one = { uid, emission: emissions[at] ?? 0n, since }
    if (isImmune(world, netuid, uid)) {
      if (weaker(one, bestImmune)) bestImmune = one
    } else {
      open += 1
      if (weaker(one, bestOpen)) bestOpen = one
    }
  }
  return (open > MinNonImmuneUids.get(world, netuid) ? bestOpen : bestImmune)?.uid
}
