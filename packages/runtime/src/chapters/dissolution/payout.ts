// What a subnet's TAO is divided by when it ends: everybody's alpha, and the protocol's own (chain-registry §3.3(b)).
import { type AccountId, safeFloatFloor, saturateU64 } from '@taonet/wire'
import { type NetUid, Tao } from '../../nouns.ts'
import { attempt, type Reads, type World } from '../../world.ts'
import { transfer } from '../balances/ledger.ts'
import { stakeOf } from '../staking/stake.ts'
import { AlphaV2, SubnetAlphaIn, SubnetProtocolAlpha } from '../staking/table.ts'
import { largestRemainder } from '../subnets/largest-remainder.ts'
import { subnetAccount } from '../subnets/registry.ts'
import { NetworkRegisteredAt } from '../subnets/table.ts'
import { subnetKeys } from './subnet-keys.ts'
import { TaoInRefundDeploymentBlock } from './table.ts'

interface Staker {
  readonly hotkey: AccountId
  readonly coldkey: AccountId
  /** Alpha-rao; the bare number of shares where that is 0. */
  readonly weight: bigint
}

/** By hotkey in the order of storage keys, within a hotkey by the coldkey's bytes: who is earlier wins a tie. */
function stakers(world: Reads, netuid: NetUid): Staker[] {
  const found: Staker[] = []
  for (const key of subnetKeys(world, AlphaV2, netuid)) {
    const bytes = world.state.get(key)
    if (bytes === undefined) continue
    const [[hotkey, coldkey], shares] = AlphaV2.entry(key, bytes)
    const alpha = stakeOf(world, hotkey, coldkey, netuid)
    const weight = alpha > 0n ? alpha : saturateU64(safeFloatFloor(shares))
    if (weight > 0n) found.push({ hotkey, coldkey, weight })
  }
  const place = new Map([...new Set(found.map(({ hotkey }) => hotkey))].map((hotkey, at) => [hotkey, at]))
  const placeOf = ({ hotkey }: Staker): number => place.get(hotkey) ?? place.size
  return found.sort((a, b) => placeOf(a) - placeOf(b) || (a.coldkey < b.coldkey ? -1 : 1))
}

/** Alpha-rao that has a part and nobody to take it: what the chain bought, and what is in the pool. */
function protocolWeight(world: Reads, netuid: NetUid): bigint {
  const pooled = NetworkRegisteredAt.get(world, netuid) > TaoInRefundDeploymentBlock.get(world)
  return SubnetProtocolAlpha.get(world, netuid) + (pooled ? SubnetAlphaIn.get(world, netuid) : 0n)
}

/** From the subnet's account to free balances. The protocol's part stays there; so does what an account cannot hold. */
export function payStakers(world: World, netuid: NetUid, pot: Tao): void {
  const entitled = stakers(world, netuid)
  const weights = [...entitled.map(({ weight }) => weight), protocolWeight(world, netuid)]
  const shares = largestRemainder(pot, weights)
  const account = subnetAccount(netuid)
  for (const [at, { coldkey }] of entitled.entries()) {
    const share = Tao(shares[at] ?? 0n)
    if (share > 0n) attempt(world, () => transfer(world, account, coldkey, share, false))
  }
}
