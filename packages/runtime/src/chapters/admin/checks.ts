// What a new value of a hyperparameter must fit beside its own bounds, and how a value out of bounds is refused
// (chain-registry §3.5).

import type { Columns } from '../../cell.ts'
import { type DispatchError, ensure } from '../../failure.ts'
import { type NetUid, ROOT } from '../../nouns.ts'
import type { Param } from '../../table.ts'
import type { World } from '../../world.ts'
import { MaxAllowedUids, MaxBurn, MinAllowedUids, MinBurn, SubnetworkN } from '../neurons/table.ts'
import { ensureUidsFit } from '../subnets/mechanisms.ts'
import { mechanismCount } from '../subnets/registry.ts'
import { MaxChildkeyTake, MinChildkeyTake, subnets } from '../subnets/table.ts'
import type { params } from './parameters.ts'
import { admin } from './table.ts'

type Value<P> = P extends Param<Columns, infer V, unknown> ? V : never
type Checks = {
  readonly [N in keyof typeof params]?: (
    world: World,
    netuid: NetUid,
    value: Value<(typeof params)[N]>,
    who: 'owner' | 'root',
  ) => void
}

/** Slowest bonds that an owner may choose, in millionths. */
const OWNER_BONDS_MOVING_AVERAGE = 975_000n

export const CHECKS: Checks = {
  MaxAllowedUids(world, netuid, seats) {
    ensure(seats >= MinAllowedUids.get(world, netuid), admin.error.MaxAllowedUidsLessThanMinAllowedUids)
    ensure(seats >= SubnetworkN.get(world, netuid), admin.error.MaxAllowedUIdsLessThanCurrentUIds)
    ensureUidsFit(seats, mechanismCount(world, netuid))
  },
  MinAllowedUids(world, netuid, seats) {
    ensure(seats < MaxAllowedUids.get(world, netuid), admin.error.MinAllowedUidsGreaterThanMaxAllowedUids)
    ensure(seats < SubnetworkN.get(world, netuid), admin.error.MinAllowedUidsGreaterThanCurrentUids)
  },
  MaxAllowedValidators(world, netuid, validators) {
    ensure(validators <= MaxAllowedUids.get(world, netuid), admin.error.MaxValidatorsLargerThanMaxUIds)
  },
  BondsMovingAverage(_world, _netuid, average, who) {
    ensure(who === 'root' || average <= OWNER_BONDS_MOVING_AVERAGE, admin.error.BondsMovingAverageMaxReached)
  },
  AlphaSigmoidSteepness(_world, _netuid, steepness, who) {
    ensure(who === 'root' || steepness >= 0, admin.error.NegativeSigmoidSteepness)
  },
  MinBurn(world, netuid, burn) {
    ensure(burn < MaxBurn.get(world, netuid), admin.error.ValueNotInBounds)
  },
  MaxBurn(world, netuid, burn) {
    ensure(burn > MinBurn.get(world, netuid), admin.error.ValueNotInBounds)
  },
  SubnetEmissionEnabled(_world, netuid) {
    ensure(netuid !== ROOT, admin.error.NotPermittedOnRootSubnet)
  },
  MinChildkeyTakePerSubnet(world, _netuid, take) {
    ensure(
      take >= MinChildkeyTake.get(world) && take <= MaxChildkeyTake.get(world),
      admin.error.ValueNotInBounds,
    )
  },
}

/** Errors with a name of their own for a value [below, above] its bounds; all others are ValueNotInBounds. */
export const BOUND_ERRORS: {
  readonly [N in keyof typeof params]?: readonly [below: DispatchError, above: DispatchError]
} = {
  MaxAllowedUids: [admin.error.ValueNotInBounds, admin.error.MaxAllowedUidsGreaterThanDefaultMaxAllowedUids],
  ActivityCutoff: [subnets.error.ActivityCutoffTooLow, admin.error.ValueNotInBounds],
  RevealPeriodEpochs: [subnets.error.RevealPeriodTooSmall, subnets.error.RevealPeriodTooLarge],
  ImmuneOwnerUidsLimit: [subnets.error.InvalidValue, subnets.error.InvalidValue],
  MaxMechanismCount: [subnets.error.InvalidValue, subnets.error.InvalidValue],
  NumRootClaim: [subnets.error.InvalidNumRootClaim, subnets.error.InvalidNumRootClaim],
}
