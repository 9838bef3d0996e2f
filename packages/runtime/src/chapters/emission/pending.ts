// The four counters in which a subnet's alpha waits for its epoch (chain-emission §1.6, §1.7).
import { Alpha, type NetUid } from '../../nouns.ts'
import type { Reads, World } from '../../world.ts'
import type { AlphaSplit } from './subnet-terms.ts'
import {
  PendingOwnerCut,
  PendingRootAlphaDivs,
  PendingServerEmission,
  PendingValidatorEmission,
} from './table.ts'

const COUNTERS = {
  server: PendingServerEmission,
  validator: PendingValidatorEmission,
  root: PendingRootAlphaDivs,
  ownerCut: PendingOwnerCut,
} as const
const NAMES = ['server', 'validator', 'root', 'ownerCut'] as const

export const pendingOf = (world: Reads, netuid: NetUid): AlphaSplit => ({
  server: PendingServerEmission.get(world, netuid),
  validator: PendingValidatorEmission.get(world, netuid),
  root: PendingRootAlphaDivs.get(world, netuid),
  ownerCut: PendingOwnerCut.get(world, netuid),
})

/** All that waits, alpha-rao. */
export const pendingAlpha = (world: Reads, netuid: NetUid): bigint => {
  const { server, validator, root, ownerCut } = pendingOf(world, netuid)
  return server + validator + root + ownerCut
}

export function addPending(world: World, netuid: NetUid, more: AlphaSplit): void {
  for (const name of NAMES) {
    if (more[name] === 0n) continue
    COUNTERS[name].update(world, netuid, now => Alpha(now + more[name]))
  }
}

/** What waited; from now on nothing does. */
export function takePending(world: World, netuid: NetUid): AlphaSplit {
  const pending = pendingOf(world, netuid)
  for (const name of NAMES) COUNTERS[name].remove(world, netuid)
  return pending
}
