// Setting weights: everything that is checked, in its order, and the row that is written (chain-weights-staking §4.1).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { type MechId, type NetUid, ROOT, type StorageIndex, Uid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { ValidatorPermit } from '../epoch/table.ts'
import { neuronCount } from '../neurons/registry.ts'
import { mechanismExists, storageIndex } from '../subnets/registry.ts'
import {
  CommitRevealWeightsEnabled,
  MinAllowedWeights,
  subnets,
  WeightsVersionKey,
} from '../subnets/table.ts'
import { ensureMinimumStake, ensurePace, ensureUid, isOwnerHotkey } from './checks.ts'
import { maxUpscaleU16 } from './max-upscale.ts'
import { noteUpdate } from './rows.ts'
import { Weights, weights } from './table.ts'

export interface WeightsSent {
  readonly netuid: NetUid
  readonly mechanism: MechId
  readonly uids: readonly number[]
  readonly values: readonly number[]
  readonly versionKey: bigint
}

/** Exactly one entry, to the sender itself. */
export const isSelfWeight = (uid: Uid, uids: readonly number[]): boolean =>
  uids.length === 1 && uids[0] === uid

/** The stored row: scaled so that the largest is 65535, in the order sent, zeros included. */
export function setWeightsRow(
  world: World,
  index: StorageIndex,
  uid: Uid,
  uids: readonly number[],
  values: readonly number[],
): void {
  const scaled = maxUpscaleU16(values)
  Weights.put(
    world,
    index,
    uid,
    uids.map((to, i): [Uid, number] => [Uid(to), scaled[i] ?? 0]),
  )
}

function ensurePermit(world: Reads, hotkey: AccountId, uid: Uid, sent: WeightsSent): void {
  const allowed =
    isSelfWeight(uid, sent.uids) ||
    isOwnerHotkey(world, sent.netuid, hotkey) ||
    ValidatorPermit.get(world, sent.netuid)[uid] === true
  ensure(allowed, weights.error.NeuronNoValidatorPermit)
}

function ensureTargets(world: Reads, uid: Uid, sent: WeightsSent): void {
  const { uids, netuid } = sent
  const n = neuronCount(world, netuid)
  ensure(new Set(uids).size === uids.length, weights.error.DuplicateUids)
  ensure(
    uids.every(to => to < n),
    weights.error.UidVecContainInvalidOne,
  )
  const least = Math.min(n, MinAllowedWeights.get(world, netuid))
  ensure(isSelfWeight(uid, uids) || uids.length >= least, weights.error.WeightVecLengthIsLow)
}

/**
 * Sets weights, open or revealed. With commit-reveal the pace was checked and the time noted when they were committed.
 * No share of a row can exceed the constant limit of 65535/65535, so step 15 of §4.1 has nothing to refuse.
 */
export function setWeights(world: World, hotkey: AccountId, sent: WeightsSent): void {
  const { netuid, mechanism, uids, values, versionKey } = sent
  ensure(netuid !== ROOT, weights.error.CanNotSetRootNetworkWeights)
  ensure(uids.length === values.length, weights.error.WeightVecNotEqualSize)
  ensure(mechanismExists(world, netuid, mechanism), subnets.error.MechanismDoesNotExist)
  ensure(uids.length <= neuronCount(world, netuid), weights.error.UidsLengthExceedUidsInSubNet)
  const uid = ensureUid(world, netuid, hotkey)
  ensureMinimumStake(world, netuid, hotkey)
  const expected = WeightsVersionKey.get(world, netuid)
  ensure(expected === 0n || versionKey >= expected, weights.error.IncorrectWeightVersionKey)
  const index = storageIndex(mechanism, netuid)
  const open = !CommitRevealWeightsEnabled.get(world, netuid)
  if (open) ensurePace(world, netuid, index, uid, weights.error.SettingWeightsTooFast)
  ensurePermit(world, hotkey, uid, sent)
  ensureTargets(world, uid, sent)
  setWeightsRow(world, index, uid, uids, values)
  if (open) noteUpdate(world, index, uid)
  world.emit(weights.event.WeightsSet({ netuid_index: index, uid }))
}

/** The calls that set weights openly: only while commit-reveal is off (§4.1). */
export function setOpenWeights(world: World, hotkey: AccountId, sent: WeightsSent): void {
  ensure(!CommitRevealWeightsEnabled.get(world, sent.netuid), weights.error.CommitRevealEnabled)
  setWeights(world, hotkey, sent)
}
