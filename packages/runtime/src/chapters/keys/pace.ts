// How soon a coldkey may swap keys again, and what it pays (chain-governance §6.4, §6.5; chain-registry §3.9).
import type { AccountId } from '@taonet/wire'
import { type DispatchError, ensure } from '../../failure.ts'
import { NetUid, type Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { retire, spendable } from '../balances/ledger.ts'
import { stamp } from '../subnets/limits.ts'
import { subnetExists } from '../subnets/registry.ts'
import { LastRateLimitedBlock, TxRateLimit } from '../subnets/table.ts'
import { keys, LastHotkeySwapOnNetuid, SWAP_INTERVAL } from './table.ts'

/** Refuses HotKeySetTxRateLimitExceeded until strictly more blocks than the limit have passed; the first time is free. */
export function ensureSwapPace(world: World, coldkey: AccountId): void {
  const limit = TxRateLimit.get(world)
  const last = LastRateLimitedBlock.get(world, { type: 'LastTxBlock', value: coldkey })
  const passed = limit === 0n || last === 0n || BigInt(world.block) - last > limit
  ensure(passed, keys.error.HotKeySetTxRateLimitExceeded)
}

export function stampSwap(world: World, coldkey: AccountId): void {
  stamp(world, { type: 'LastTxBlock', value: coldkey })
}

/** Refuses HotKeySwapOnSubnetIntervalNotPassed. `last` 0 is block 0: the interval also passes at a chain's start. */
export function ensureSubnetPace(world: World, netuid: NetUid, coldkey: AccountId): void {
  const last = LastHotkeySwapOnNetuid.get(world, netuid, coldkey)
  ensure(last + SWAP_INTERVAL < BigInt(world.block), keys.error.HotKeySwapOnSubnetIntervalNotPassed)
}

/** The same for one of many subnets: who never swapped there need not wait. */
export function ensureSubnetPaceIfSwapped(world: World, netuid: NetUid, coldkey: AccountId): void {
  if (LastHotkeySwapOnNetuid.has(world, netuid, coldkey)) ensureSubnetPace(world, netuid, coldkey)
}

export function stampSubnetSwap(world: World, netuid: NetUid, coldkey: AccountId): void {
  LastHotkeySwapOnNetuid.put(world, netuid, coldkey, BigInt(world.block))
}

/** One subnet a block: what no longer holds anybody up is forgotten (chain-emission §1.1(0)). */
export function forgetOldSwaps(world: World): void {
  const netuid = NetUid(world.block % Number(SWAP_INTERVAL))
  if (!subnetExists(world, netuid)) return
  for (const [[, coldkey], last] of [...LastHotkeySwapOnNetuid.entries(world, netuid)]) {
    if (last + SWAP_INTERVAL < BigInt(world.block)) LastHotkeySwapOnNetuid.remove(world, netuid, coldkey)
  }
}

/** The price of a swap ends; refuses with `otherwise` when paying it would close the account. */
export function paySwap(world: World, coldkey: AccountId, cost: Tao, otherwise: DispatchError): void {
  ensure(spendable(world, coldkey) >= cost, otherwise)
  retire(world, coldkey, cost)
}
