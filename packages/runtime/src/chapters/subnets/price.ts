// What a subnet costs now (chain-registry §3.2).
import { Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { totalIssuance } from '../balances/ledger.ts'
import { blockEmission } from '../emission/block-emission.ts'
import { lockCost, lockReductionInterval } from './lock-cost.ts'
import {
  LastRateLimitedBlock,
  NetworkLastLockCost,
  NetworkLockReductionInterval,
  NetworkMinLockCost,
} from './table.ts'

/** rao. */
export const networkLockCost = (world: World): Tao =>
  Tao(
    lockCost({
      lastLock: NetworkLastLockCost.get(world),
      lastBlock: LastRateLimitedBlock.get(world, { type: 'NetworkLastRegistered', value: undefined }),
      block: BigInt(world.block),
      interval: lockReductionInterval(
        NetworkLockReductionInterval.get(world),
        blockEmission(totalIssuance(world)),
      ),
      minLock: NetworkMinLockCost.get(world),
    }),
  )
