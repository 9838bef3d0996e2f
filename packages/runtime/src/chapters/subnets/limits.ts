// What may not be done again yet, and not now (chain-registry §3.5, §3.9).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { inFreezeWindow } from './schedule.ts'
import {
  HYPERPARAMETERS,
  type Hyperparameter,
  longEnoughAgo,
  type RateLimitKey,
  SIGNER_STAMP,
} from './stamps.ts'
import {
  LastRateLimitedBlock,
  OwnerHyperparamRateLimit,
  subnets,
  Tempo,
  TransactionKeyLastBlock,
} from './table.ts'

export function ensureOutsideFreezeWindow(world: World, netuid: NetUid): void {
  ensure(!inFreezeWindow(world, netuid), subnets.error.AdminActionProhibitedDuringWeightsWindow)
}

/** Whether something done under `key` may be done again after `limit` blocks. */
export const mayRepeat = (world: World, key: RateLimitKey, limit: bigint): boolean =>
  longEnoughAgo(LastRateLimitedBlock.get(world, key), BigInt(world.block), limit)

export function stamp(world: World, key: RateLimitKey): void {
  LastRateLimitedBlock.put(world, key, BigInt(world.block))
}

const ownerKey = (netuid: NetUid, hyperparameter: Hyperparameter): RateLimitKey => ({
  type: 'OwnerHyperparamUpdate',
  value: { netuid, hyperparameter },
})

/** An owner changes one hyperparameter every OwnerHyperparamRateLimit tempos; the stamp is the subnet's, not his. */
export function ensureOwnerPace(world: World, netuid: NetUid, hyperparameter: Hyperparameter): void {
  const limit = BigInt(OwnerHyperparamRateLimit.get(world)) * BigInt(Tempo.get(world, netuid))
  ensure(mayRepeat(world, ownerKey(netuid, hyperparameter), limit), subnets.error.TxRateLimitExceeded)
}

export function stampOwner(world: World, netuid: NetUid, hyperparameter: Hyperparameter): void {
  stamp(world, ownerKey(netuid, hyperparameter))
}

/** For limits by signer and subnet; `kind` is one of SIGNER_STAMP. */
export function ensureSignerPace(
  world: World,
  who: AccountId,
  netuid: NetUid,
  kind: number,
  limit: bigint,
): void {
  ensure(signerMayRepeat(world, who, netuid, kind, limit), subnets.error.TxRateLimitExceeded)
}

/** Whether `who` may do again what is stamped as `kind`. */
export const signerMayRepeat = (
  world: World,
  who: AccountId,
  netuid: NetUid,
  kind: number,
  limit: bigint,
): boolean => longEnoughAgo(TransactionKeyLastBlock.get(world, who, netuid, kind), BigInt(world.block), limit)

export function stampSigner(world: World, who: AccountId, netuid: NetUid, kind: number): void {
  TransactionKeyLastBlock.put(world, who, netuid, kind, BigInt(world.block))
}

/** What an owner did holds nobody up who gets the subnet's number after it; stamps of signers have it in their keys. */
export function forgetStamps(world: World, netuid: NetUid): void {
  LastRateLimitedBlock.remove(world, { type: 'SetSNOwnerHotkey', value: netuid })
  for (const one of HYPERPARAMETERS) LastRateLimitedBlock.remove(world, ownerKey(netuid, one))
}

/** Another hotkey must wait as long as the one in whose place it comes: for naming children and for raising its take. */
export function passSignerStamps(world: World, netuid: NetUid, from: AccountId, to: AccountId): void {
  for (const kind of [SIGNER_STAMP.setChildren, SIGNER_STAMP.setChildkeyTake]) {
    const since = TransactionKeyLastBlock.get(world, from, netuid, kind)
    if (since > TransactionKeyLastBlock.get(world, to, netuid, kind)) {
      TransactionKeyLastBlock.put(world, to, netuid, kind, since)
    }
  }
}
