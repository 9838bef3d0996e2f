// Voting power in the state: kept by an epoch, asked for and given up by the subnet (chain-epoch §2.12).
import { type AccountId, saturateU64 } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { StakeThreshold } from '../staking/table.ts'
import {
  epoch,
  VotingPower,
  VotingPowerDisableAtBlock,
  VotingPowerEmaAlpha,
  VotingPowerTrackingEnabled,
} from './table.ts'
import { updateVotingPower, type VotingPowerEpoch, WHOLE } from './voting-power.ts'

/** Blocks from giving up to forgetting: two weeks. */
const DISABLE_DELAY = 100_800n

/** The last thing of an epoch. `hotkeys` are all that have a seat. */
export function keepVotingPower(
  world: World,
  netuid: NetUid,
  hotkeys: VotingPowerEpoch<AccountId>['hotkeys'],
): void {
  if (!VotingPowerTrackingEnabled.get(world, netuid)) return
  const disableAt = VotingPowerDisableAtBlock.get(world, netuid)
  const power = new Map([...VotingPower.entries(world, netuid)].map(([[, hotkey], rao]) => [hotkey, rao]))
  const after = updateVotingPower(
    { trackingEnabled: true, disableAt, power },
    {
      block: BigInt(world.block),
      emaAlpha: VotingPowerEmaAlpha.get(world, netuid),
      stakeThreshold: StakeThreshold.get(world),
      hotkeys,
    },
  )
  for (const hotkey of power.keys()) if (!after.power.has(hotkey)) VotingPower.remove(world, netuid, hotkey)
  for (const [hotkey, rao] of after.power) VotingPower.put(world, netuid, hotkey, rao)
  if (after.trackingEnabled) return
  VotingPowerTrackingEnabled.remove(world, netuid)
  VotingPowerDisableAtBlock.remove(world, netuid)
  world.emit(epoch.event.VotingPowerTrackingDisabled({ netuid }))
}

/** The power of `from` becomes that of the hotkey in its place (chain-governance §6.5). */
export function passVotingPower(world: World, netuid: NetUid, from: AccountId, to: AccountId): void {
  const power = VotingPower.get(world, netuid, from)
  if (power === 0n) return
  VotingPower.remove(world, netuid, from)
  VotingPower.update(world, netuid, to, own => saturateU64(own + power))
}

/** An end that was set is forgotten. */
export function enableVotingPower(world: World, netuid: NetUid): void {
  VotingPowerTrackingEnabled.put(world, netuid, true)
  VotingPowerDisableAtBlock.remove(world, netuid)
  world.emit(epoch.event.VotingPowerTrackingEnabled({ netuid }))
}

/** Until the end updates go on. Refuses VotingPowerTrackingNotEnabled. */
export function disableVotingPower(world: World, netuid: NetUid): void {
  ensure(VotingPowerTrackingEnabled.get(world, netuid), epoch.error.VotingPowerTrackingNotEnabled)
  const disable_at_block = BigInt(world.block) + DISABLE_DELAY
  VotingPowerDisableAtBlock.put(world, netuid, disable_at_block)
  world.emit(epoch.event.VotingPowerTrackingDisableScheduled({ netuid, disable_at_block }))
}

/** Of 1e18. Refuses InvalidVotingPowerEmaAlpha above it. */
export function setVotingPowerPace(world: World, netuid: NetUid, alpha: bigint): void {
  ensure(alpha <= WHOLE, epoch.error.InvalidVotingPowerEmaAlpha)
  VotingPowerEmaAlpha.put(world, netuid, alpha)
  world.emit(epoch.event.VotingPowerEmaAlphaSet({ netuid, alpha }))
}
