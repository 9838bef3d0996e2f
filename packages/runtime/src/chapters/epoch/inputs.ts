// What a subnet's epoch is computed from, each row read once (chain-epoch §2.1, §2.2).
import type { AccountId } from '@taonet/wire'
import type { NetUid, StorageIndex } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { hotkeys, uidOf } from '../neurons/registry.ts'
import { BlockAtRegistration } from '../neurons/table.ts'
import { inheritedStake } from '../staking/stake.ts'
import { StakeThreshold } from '../staking/table.ts'
import { mechanismIndices } from '../subnets/registry.ts'
import { currentEpoch } from '../subnets/schedule.ts'
import {
  ActivityCutoffFactorMilli,
  AlphaSigmoidSteepness,
  AlphaValues,
  BondsMovingAverage,
  BondsPenalty,
  CommitRevealWeightsEnabled,
  Kappa,
  LastMechansimStepBlock,
  LiquidAlphaOn,
  MaxAllowedValidators,
  RevealPeriodEpochs,
  SubnetOwnerHotkey,
  Tempo,
  Yuma3On,
} from '../subnets/table.ts'
import { LastUpdate, TimelockedWeightCommits, WeightCommits, Weights } from '../weights/table.ts'
import { earliestCommits } from './commit-mask.ts'
import type { MechanismEpoch, SubnetEpoch } from './epoch.ts'
import type { LiquidAlpha } from './liquid-alpha.ts'
import type { Row } from './sparse.ts'
import { activityCutoff } from './stake.ts'
import { Bonds, ValidatorPermit } from './table.ts'

/** A moving average keeps at most the whole of what was. */
const WHOLE = 1_000_000n

export interface EpochInputs {
  /** By uid. */
  readonly hotkeys: readonly AccountId[]
  readonly indices: readonly StorageIndex[]
  readonly subnet: SubnetEpoch
  readonly mechanisms: readonly MechanismEpoch[]
}

export function epochInputs(world: World, netuid: NetUid): EpochInputs {
  const keys = hotkeys(world, netuid)
  const indices = mechanismIndices(world, netuid)
  return {
    hotkeys: keys,
    indices,
    subnet: subnetInputs(world, netuid, keys),
    mechanisms: indices.map(index => mechanismInputs(world, netuid, index, keys)),
  }
}

function subnetInputs(world: World, netuid: NetUid, keys: readonly AccountId[]): SubnetEpoch {
  const tempo = Tempo.get(world, netuid)
  const average = BondsMovingAverage.get(world, netuid)
  return {
    block: world.block,
    tempo,
    lastStep: LastMechansimStepBlock.get(world, netuid),
    activityCutoff: activityCutoff(ActivityCutoffFactorMilli.get(world, netuid), tempo),
    stake: keys.map(hotkey => inheritedStake(world, hotkey, netuid).total),
    stakeThreshold: StakeThreshold.get(world),
    ownerUid: uidOf(world, netuid, SubnetOwnerHotkey.get(world, netuid)) ?? null,
    permits: ValidatorPermit.get(world, netuid),
    maxValidators: MaxAllowedValidators.get(world, netuid),
    registeredAt: byUid(BlockAtRegistration.entries(world, netuid), keys.length, 0n),
    kappa: Kappa.get(world, netuid),
    bondsPenalty: BondsPenalty.get(world, netuid),
    bondsMovingAverage: Number(average < WHOLE ? average : WHOLE),
    yuma3: Yuma3On.get(world, netuid),
    liquidAlpha: liquidAlpha(world, netuid),
  }
}

function liquidAlpha(world: Reads, netuid: NetUid): LiquidAlpha | null {
  if (!LiquidAlphaOn.get(world, netuid)) return null
  const [low, high] = AlphaValues.get(world, netuid)
  return { low, high, steepness: AlphaSigmoidSteepness.get(world, netuid) }
}

function mechanismInputs(
  world: World,
  netuid: NetUid,
  index: StorageIndex,
  keys: readonly AccountId[],
): MechanismEpoch {
  const updates = LastUpdate.get(world, index)
  return {
    lastUpdate: keys.map((_, uid) => updates[uid] ?? 0n),
    weights: byUid<Row>(Weights.entries(world, index), keys.length, []),
    bonds: byUid<Row>(Bonds.entries(world, index), keys.length, []),
    commitBlocks: CommitRevealWeightsEnabled.get(world, netuid)
      ? commitBlocks(world, netuid, index, keys)
      : null,
  }
}

/** Entries of a map below its first key, as a list by uid. */
function byUid<T>(entries: Iterable<[unknown[], T]>, uids: number, absent: T): T[] {
  const list = new Array<T>(uids).fill(absent)
  for (const [[, uid], value] of entries) if (typeof uid === 'number' && uid < uids) list[uid] = value
  return list
}

function commitBlocks(
  world: World,
  netuid: NetUid,
  index: StorageIndex,
  keys: readonly AccountId[],
): (number | null)[] {
  const uids = new Map(keys.map((hotkey, uid) => [hotkey, uid]))
  const uid = (hotkey: AccountId): number | null => uids.get(hotkey) ?? null
  return earliestCommits({
    uids: keys.length,
    currentEpoch: currentEpoch(world, netuid),
    revealPeriod: RevealPeriodEpochs.get(world, netuid),
    hashed: [...WeightCommits.entries(world, index)].map(([[, hotkey], queue]) => ({
      uid: uid(hotkey),
      queue: queue.map(([, epoch, block]) => [epoch, block] as const),
    })),
    timelocked: [...TimelockedWeightCommits.entries(world, index)].map(([[, epoch], commits]) => ({
      epoch,
      commits: commits.map(([hotkey, block]) => [uid(hotkey), block] as const),
    })),
  })
}
