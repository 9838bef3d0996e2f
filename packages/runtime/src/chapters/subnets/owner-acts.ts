// What an owner does with his subnet beside its plain hyperparameters (chain-registry §3.1, §3.5; chain-emission §1.7).
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { Origin, World } from '../../world.ts'
import { announce } from './announce.ts'
import {
  ensureOutsideFreezeWindow,
  ensureOwnerPace,
  ensureSignerPace,
  stampOwner,
  stampSigner,
} from './limits.ts'
import { ensureOwnerOrRoot, ensureSubnetExists, ensureSubnetOwner } from './registry.ts'
import { blocksUntilEpoch, restartCycle } from './schedule.ts'
import { SIGNER_STAMP } from './stamps.ts'
import {
  ActivityCutoffFactorMilli,
  AdminFreezeWindow,
  CommitRevealWeightsEnabled,
  FirstEmissionBlockNumber,
  NetworkRegisteredAt,
  PendingEpochAt,
  StartCallDelay,
  SubtokenEnabled,
  subnets,
  Tempo,
} from './table.ts'

/** Bounds of a tempo that an owner chooses, and the blocks between two choices. */
const MIN_TEMPO = 360
const MAX_TEMPO = 50_400
const TEMPO_LIMIT = 360n

/** Opens the token to trade; emission starts with the next block. */
export function startCall(world: World, origin: Origin, netuid: NetUid): void {
  ensureSubnetExists(world, netuid)
  ensureSubnetOwner(world, origin, netuid)
  ensure(
    FirstEmissionBlockNumber.get(world, netuid) === undefined,
    subnets.error.FirstEmissionBlockNumberAlreadySet,
  )
  const now = BigInt(world.block)
  ensure(
    now >= NetworkRegisteredAt.get(world, netuid) + StartCallDelay.get(world),
    subnets.error.NeedWaitingMoreBlocksToStarCall,
  )
  FirstEmissionBlockNumber.put(world, netuid, now + 1n)
  SubtokenEnabled.put(world, netuid, true)
  world.emit(subnets.event.FirstEmissionBlockNumberSet({ netuid, block: now + 1n }))
}

/** Changes the tempo; the next epoch is then a whole tempo away. Root may choose any, without waiting. */
export function setTempo(world: World, origin: Origin, netuid: NetUid, tempo: number): void {
  ensureSubnetExists(world, netuid)
  const owner = origin.type === 'root' ? undefined : ensureSubnetOwner(world, origin, netuid)
  if (owner !== undefined) {
    ensure(tempo >= MIN_TEMPO && tempo <= MAX_TEMPO, subnets.error.TempoOutOfBounds)
    ensureSignerPace(world, owner, netuid, SIGNER_STAMP.tempo, TEMPO_LIMIT)
  }
  ensureOutsideFreezeWindow(world, netuid)
  Tempo.put(world, netuid, tempo)
  restartCycle(world, netuid)
  if (owner !== undefined) stampSigner(world, owner, netuid, SIGNER_STAMP.tempo)
  announce(world, subnets.literal.params.Tempo.options, netuid, tempo)
}

/** Root bypasses the pace and the freeze window. */
export function setActivityCutoffFactor(world: World, origin: Origin, netuid: NetUid, factor: number): void {
  ensureSubnetExists(world, netuid)
  const who = ensureOwnerOrRoot(world, origin, netuid)
  const { min, max } = subnets.literal.params.ActivityCutoffFactorMilli.options
  ensure(factor >= min && factor <= max, subnets.error.ActivityCutoffFactorMilliOutOfBounds)
  if (who === 'owner') {
    ensureOwnerPace(world, netuid, 'ActivityCutoffFactor')
    ensureOutsideFreezeWindow(world, netuid)
    stampOwner(world, netuid, 'ActivityCutoffFactor')
  }
  ActivityCutoffFactorMilli.put(world, netuid, factor)
  world.emit(subnets.event.ActivityCutoffFactorMilliSet({ netuid, factor_milli: factor }))
}

/** Asks for an epoch out of turn, a freeze window from now. */
export function triggerEpoch(world: World, origin: Origin, netuid: NetUid): void {
  ensureSubnetExists(world, netuid)
  ensureSubnetOwner(world, origin, netuid)
  ensure(!CommitRevealWeightsEnabled.get(world, netuid), subnets.error.DynamicTempoBlockedByCommitReveal)
  ensure(PendingEpochAt.get(world, netuid) === 0n, subnets.error.EpochTriggerAlreadyPending)
  const window = BigInt(AdminFreezeWindow.get(world))
  ensure(blocksUntilEpoch(world, netuid) >= window, subnets.error.AutoEpochAlreadyImminent)
  ensureOwnerPace(world, netuid, 'EpochTrigger')
  stampOwner(world, netuid, 'EpochTrigger')
  const block = BigInt(world.block) + window
  PendingEpochAt.put(world, netuid, block)
  world.emit(subnets.event.EpochTriggered({ netuid, block }))
}
