// Publishing fields under a hotkey: who may, how much an epoch holds, what it sets off (chain-governance §6.10).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { resetBonds } from '../epoch/vectors.ts'
import { uidOf } from '../neurons/registry.ts'
import { BondsResetOn, SubnetEpochIndex } from '../subnets/table.ts'
import { type CommitmentInfo, MAX_FIELDS, sizeOf } from './data.ts'
import {
  CommitmentOf,
  commitments,
  LastBondsReset,
  LastCommitment,
  MaxSpace,
  TimelockedIndex,
  UsedSpaceOf,
} from './table.ts'

/** Bytes that a commitment counts for at least. */
const LEAST_SPACE = 100

/** Space is counted by subnet epoch; a new epoch starts from nothing. */
function takeSpace(world: World, netuid: NetUid, who: AccountId, info: CommitmentInfo): void {
  const epoch = SubnetEpochIndex.get(world, netuid)
  const before = UsedSpaceOf.get(world, netuid, who)
  const size = info.fields.reduce((sum, field) => sum + sizeOf(field), 0)
  const counted = BigInt(Math.max(size, LEAST_SPACE))
  const used = (before?.last_epoch === epoch ? before.used_space : 0n) + counted
  ensure(used <= BigInt(MaxSpace.get(world)), commitments.error.SpaceLimitExceeded)
  UsedSpaceOf.put(world, netuid, who, { last_epoch: epoch, used_space: used })
}

const isSealed = (info: CommitmentInfo): boolean =>
  info.fields.some(field => field.type === 'TimelockEncrypted')

type Entry = [NetUid, AccountId]
const byEncoding = ([a, x]: Entry, [b, y]: Entry): number => a - b || (x < y ? -1 : x > y ? 1 : 0)

/** The list of commitments whose fields wait for a beacon round; ascending, each once. */
function indexSealed(world: World, netuid: NetUid, who: AccountId, waits: boolean): void {
  const others = TimelockedIndex.get(world).filter(([subnet, one]) => subnet !== netuid || one !== who)
  const all: Entry[] = waits ? [...others, [netuid, who]] : others
  TimelockedIndex.put(world, all.sort(byEncoding))
}

export function setCommitment(world: World, who: AccountId, netuid: NetUid, info: CommitmentInfo): void {
  const uid = uidOf(world, netuid, who)
  ensure(uid !== undefined, commitments.error.AccountNotAllowedCommit)
  ensure(info.fields.length <= MAX_FIELDS, commitments.error.TooManyFieldsInCommitmentInfo)
  takeSpace(world, netuid, who, info)
  CommitmentOf.put(world, netuid, who, { deposit: 0n, block: world.block, info })
  LastCommitment.put(world, netuid, who, world.block)
  indexSealed(world, netuid, who, isSealed(info))
  if (info.fields.some(field => field.type === 'ResetBondsFlag') && BondsResetOn.get(world, netuid)) {
    resetBonds(world, netuid, uid)
    LastBondsReset.put(world, netuid, who, world.block)
  }
  world.emit(commitments.event.Commitment({ netuid, who }))
  for (const field of info.fields) {
    if (field.type !== 'TimelockEncrypted') continue
    const { reveal_round } = field.value
    world.emit(commitments.event.TimelockCommitment({ netuid, who, reveal_round }))
  }
}

/** What a subnet that ends leaves in the list; the rest of what was published there has the subnet in its key. */
export function forgetSealed(world: World, netuid: NetUid): void {
  const all = TimelockedIndex.get(world)
  const others = all.filter(([subnet]) => subnet !== netuid)
  if (others.length < all.length) TimelockedIndex.put(world, others)
}
