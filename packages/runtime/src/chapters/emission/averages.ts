// Averages that follow the block's emission: moving prices, and root's part for readers (chain-emission §1.1(5)-(6), §1.4).
import type { World } from '../../world.ts'
import { price } from '../staking/pool.ts'
import { EMAPriceHalvingBlocks, FirstEmissionBlockNumber, SubnetMovingAlpha } from '../subnets/table.ts'
import { rootProportionOf } from './coinbase.ts'
import { eligibleSubnets } from './eligibility.ts'
import { nextMovingPrice } from './moving-price.ts'
import { RootProp, SubnetMovingPrice } from './table.ts'

export function updateMovingPrices(world: World): void {
  const movingAlpha = SubnetMovingAlpha.get(world)
  for (const netuid of eligibleSubnets(world)) {
    const firstEmissionBlock = FirstEmissionBlockNumber.get(world, netuid) ?? BigInt(world.block)
    const step = {
      movingAlpha,
      block: BigInt(world.block),
      firstEmissionBlock,
      halvingBlocks: EMAPriceHalvingBlocks.get(world, netuid),
      spotPrice: price(world, netuid),
    }
    SubnetMovingPrice.update(world, netuid, now => nextMovingPrice(now, step))
  }
}

export function noteRootProportions(world: World): void {
  for (const netuid of eligibleSubnets(world)) {
    RootProp.put(world, netuid, rootProportionOf(world, netuid))
  }
}
