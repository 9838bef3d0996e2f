// A subnet's epoch on the state: inputs, the computation, and what it leaves behind (chain-epoch §2.6, §2.8, §2.12).
import type { AccountId } from '@taonet/wire'
import { Alpha, type NetUid, type StorageIndex, Uid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { MechanismEmissionSplit } from '../subnets/table.ts'
import type { EpochOutput, MechanismEpoch } from './epoch.ts'
import { epochInputs } from './inputs.ts'
import { runSubnetEpoch, type SubnetOutput } from './mechanisms.ts'
import {
  Active,
  Bonds,
  Consensus,
  Dividends,
  Emission,
  epoch,
  Incentive,
  StakeWeight,
  ValidatorPermit,
  ValidatorTrust,
} from './table.ts'
import { keepVotingPower } from './voting-power-rows.ts'

/** What the epoch awards one hotkey, alpha-rao. */
export interface Award {
  readonly hotkey: AccountId
  readonly server: Alpha
  readonly validator: Alpha
}

/** Runs the epoch over `amount` alpha-rao. Awards of all seats, in the order of hotkey bytes. */
export function runEpochStep(world: World, netuid: NetUid, amount: Alpha): Award[] {
  const { hotkeys, indices, subnet, mechanisms } = epochInputs(world, netuid)
  const split = MechanismEmissionSplit.get(world, netuid) ?? null
  const output = runSubnetEpoch(subnet, mechanisms, amount, split)
  for (const [i, index] of indices.entries()) {
    persistMechanism(world, index, mechanisms[i]!, output.mechanisms[i]!)
  }
  persistSubnet(world, netuid, output)
  keepVotingPower(
    world,
    netuid,
    hotkeys.map((hotkey, uid) => ({
      hotkey,
      permit: output.permits[uid]!,
      stake: output.stake[uid]!,
    })),
  )
  return hotkeys
    .map((hotkey, uid) => ({
      hotkey,
      server: Alpha(output.serverEmission[uid]!),
      validator: Alpha(output.validatorEmission[uid]!),
    }))
    .sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1))
}

function persistMechanism(
  world: World,
  index: StorageIndex,
  before: MechanismEpoch,
  output: EpochOutput,
): void {
  Incentive.put(world, index, output.incentive)
  for (const [uid, row] of output.bonds.entries()) {
    // A list without bonds reads the same as none; it is not kept.
    if (row.length > 0)
      Bonds.put(
        world,
        index,
        Uid(uid),
        row.map(([to, bond]) => [Uid(to), bond]),
      )
    else if (before.bonds[uid]!.length > 0) Bonds.remove(world, index, Uid(uid))
  }
  const emissions = output.serverEmission.map(Alpha)
  world.emit(epoch.event.IncentiveAlphaEmittedToMiners({ netuid: index, emissions }))
}

function persistSubnet(world: World, netuid: NetUid, output: SubnetOutput): void {
  Active.put(world, netuid, output.active)
  Emission.put(world, netuid, output.emission)
  Consensus.put(world, netuid, output.consensus)
  Dividends.put(world, netuid, output.dividends)
  ValidatorTrust.put(world, netuid, output.validatorTrust)
  ValidatorPermit.put(world, netuid, output.permits)
  StakeWeight.put(world, netuid, output.stakeWeight)
}
