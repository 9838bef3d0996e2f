// One lock written into an empty state and read some blocks later, alone and as its hotkey's sum.
import type { Lock, LockKind, LockRates } from '../../src/chapters/locks/conviction.ts'
import { convictions } from '../../src/chapters/locks/owner-change.ts'
import { lockOf, replaceLock } from '../../src/chapters/locks/standing.ts'
import { MaturityRate, UnlockRate } from '../../src/chapters/locks/table.ts'
import { SubnetOwnerHotkey } from '../../src/chapters/subnets/table.ts'
import { NetUid } from '../../src/nouns.ts'
import { accountOf, testWorld } from '../world.ts'

export function lockInState(
  lock: Lock,
  blocks: number,
  rates: LockRates,
  { perpetual, ownerLock }: LockKind,
): { readonly alone: Lock | undefined; readonly together: bigint } {
  const [world, netuid] = [testWorld({ block: 5 }), NetUid(1)]
  const [coldkey, hotkey] = [accountOf('cold'), accountOf('hot')]
  UnlockRate.put(world, rates.unlock)
  MaturityRate.put(world, rates.maturity)
  SubnetOwnerHotkey.put(world, netuid, ownerLock ? hotkey : accountOf('owner hot'))
  replaceLock(world, coldkey, netuid, { hotkey, ...lock }, perpetual)
  world.block += blocks
  const now = lockOf(world, coldkey, netuid)
  return {
    alone: now && { mass: now.mass, conviction: now.conviction },
    together: convictions(world, netuid, BigInt(world.block)).get(hotkey) ?? 0n,
  }
}
