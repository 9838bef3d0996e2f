// What a child key keeps of its parents' dividends: raised slowly, lowered at will (chain-emission §1.10, §1.8).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import { effectiveChildkeyTake } from '../emission/child-dividends.ts'
import { ensureOwns } from '../staking/accounts.ts'
import { signerMayRepeat, stampSigner } from '../subnets/limits.ts'
import { SIGNER_STAMP } from '../subnets/stamps.ts'
import {
  MaxChildkeyTake,
  MinChildkeyTake,
  MinChildkeyTakePerSubnet,
  TxChildkeyTakeRateLimit,
} from '../subnets/table.ts'
import { ChildkeyTake, children } from './table.ts'

/** Of 65535: never below the minimum of the chain or the subnet. */
export const childkeyTake = (world: Reads, hotkey: AccountId, netuid: NetUid): number =>
  atLeastMinimum(world, netuid, ChildkeyTake.get(world, hotkey, netuid))

const atLeastMinimum = (world: Reads, netuid: NetUid, take: number): number =>
  effectiveChildkeyTake(take, MinChildkeyTake.get(world), MinChildkeyTakePerSubnet.get(world, netuid))

/** A take rises when what is in force rises; both ways the time counts for the next rise. */
export function setChildkeyTake(
  world: World,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  take: number,
): void {
  ensureOwns(world, coldkey, hotkey)
  const allowed = take >= atLeastMinimum(world, netuid, 0) && take <= MaxChildkeyTake.get(world)
  ensure(allowed, children.error.InvalidChildkeyTake)
  const limit = TxChildkeyTakeRateLimit.get(world)
  const stampKind = SIGNER_STAMP.setChildkeyTake
  ensure(
    take <= childkeyTake(world, hotkey, netuid) || signerMayRepeat(world, hotkey, netuid, stampKind, limit),
    children.error.TxChildkeyTakeRateLimitExceeded,
  )
  stampSigner(world, hotkey, netuid, stampKind)
  ChildkeyTake.put(world, hotkey, netuid, take)
  world.emit(children.event.ChildKeyTakeSet({ hotkey, take }))
}
