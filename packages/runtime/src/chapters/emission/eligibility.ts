// Which subnets the block's emission reaches, and the price it goes by (chain-emission §1.3, §1.4).
import { I96F32 } from '@taonet/wire'
import { type NetUid, ROOT } from '../../nouns.ts'
import type { Reads } from '../../world.ts'
import { NetworkRegistrationAllowed } from '../neurons/table.ts'
import { isDynamic } from '../staking/pool.ts'
import { netuids } from '../subnets/registry.ts'
import { FirstEmissionBlockNumber, SubtokenEnabled } from '../subnets/table.ts'
import { SubnetMovingPrice } from './table.ts'

/** Every subnet but root, in the order of encoded keys. */
export const subnetsBesideRoot = (world: Reads): NetUid[] => netuids(world).filter(netuid => netuid !== ROOT)

const isEligible = (world: Reads, netuid: NetUid): boolean =>
  FirstEmissionBlockNumber.get(world, netuid) !== undefined &&
  SubtokenEnabled.get(world, netuid) &&
  NetworkRegistrationAllowed.get(world, netuid)

/** Started, traded, and open to new neurons; the others get nothing, and their moving price stands still. */
export const eligibleSubnets = (world: Reads): NetUid[] =>
  subnetsBesideRoot(world).filter(netuid => isEligible(world, netuid))

/** 1 where the token has a fixed price. */
export const movingPrice = (world: Reads, netuid: NetUid): I96F32 =>
  isDynamic(world, netuid) ? SubnetMovingPrice.get(world, netuid) : I96F32.one
