// What the owner of a subnet from before the rules of today gets back of its price (chain-registry §3.3(d)).
import { saturateU64, U96F32 } from '@taonet/wire'
import { Alpha, type NetUid, Tao } from '../../nouns.ts'
import type { Reads } from '../../world.ts'
import { alphaIssuance, valueAtSpot } from '../staking/pool.ts'
import {
  NetworkRegisteredAt,
  NetworkRegistrationStartBlock,
  SubnetLocked,
  SubnetOwnerCut,
} from '../subnets/table.ts'

/** rao: the price less what his cut of all alpha is worth now; nothing for a subnet registered under these rules. */
export function ownerRefund(world: Reads, netuid: NetUid): Tao {
  const older = NetworkRegisteredAt.get(world, netuid) < NetworkRegistrationStartBlock.get(world)
  if (!older) return Tao(0n)
  const cut = U96F32.ratioTrunc(BigInt(SubnetOwnerCut.get(world)), 65_535n)
  const issued = U96F32.fromInteger(alphaIssuance(world, netuid))
  const earned = Alpha(U96F32.toU64(U96F32.mulFloor(issued, cut)))
  return Tao(saturateU64(SubnetLocked.get(world, netuid) - valueAtSpot(world, netuid, earned)))
}
