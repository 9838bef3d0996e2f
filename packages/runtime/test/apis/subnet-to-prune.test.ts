// Which subnet would give way (chain-registry §3.3).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { I96F32 } from '@taonet/wire'
import fc from 'fast-check'
import { subnetInfoApi } from '../../src/apis/subnet-info.ts'
import { SubnetMovingPrice } from '../../src/chapters/emission/table.ts'
import { addNetwork } from '../../src/chapters/subnets/creation.ts'
import { openRootNetwork } from '../../src/chapters/subnets/genesis.ts'
import { NetworkImmunityPeriod, NetworkRegisteredAt } from '../../src/chapters/subnets/table.ts'
import { NetUid } from '../../src/nouns.ts'
import { testWorld } from '../world.ts'
import { ask } from './scene.ts'

interface Subnet {
  readonly price: number
  readonly since: number
}

function pruned(subnets: readonly Subnet[], block: number, immunity: number): number | undefined {
  const world = testWorld({ block })
  openRootNetwork(world)
  NetworkImmunityPeriod.put(world, BigInt(immunity))
  for (const [i, { price, since }] of subnets.entries()) {
    const netuid = NetUid(i + 1)
    addNetwork(world, netuid, 1)
    SubnetMovingPrice.put(world, netuid, I96F32.fromInteger(BigInt(price)))
    NetworkRegisteredAt.put(world, netuid, BigInt(since))
  }
  return ask(world, subnetInfoApi, 'get_subnet_to_prune', {})
}

test('nobody while all are immune, and immunity ends with its last block', () => {
  assert.equal(pruned([], 100, 0), undefined)
  assert.equal(pruned([{ price: 1, since: 11 }], 100, 90), undefined)
  assert.equal(pruned([{ price: 1, since: 10 }], 100, 90), 1)
})

test('the cheapest, then the oldest, then the first', () => {
  const subnet = fc.record({ price: fc.nat(3), since: fc.nat(4) })
  fc.assert(
    fc.property(fc.array(subnet, { maxLength: 9 }), fc.nat(5), (subnets, immunity) => {
      const [first] = subnets
        .map((one, i) => ({ ...one, netuid: i + 1 }))
        .filter(({ since }) => since + immunity <= 5)
        .sort((a, b) => a.price - b.price || a.since - b.since || a.netuid - b.netuid)
      assert.equal(pruned(subnets, 5, immunity), first?.netuid)
    }),
  )
})
