// Who coldkeys and subnets say they are (chain-registry §3.8).
import type { AccountId } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import type { NetUid } from '../../nouns.ts'
import type { World } from '../../world.ts'
import type { ChainIdentityV2, SubnetIdentityV3 } from './identity-codecs.ts'
import { IdentitiesV2, SubnetIdentitiesV3, subnets } from './table.ts'

const SHORT = 256
const LONG = 1024

/** Longest text of each field, in bytes. */
const CHAIN_LIMITS: Readonly<Record<keyof ChainIdentityV2, number>> = {
  name: SHORT,
  url: SHORT,
  github_repo: SHORT,
  image: LONG,
  discord: SHORT,
  description: LONG,
  additional: LONG,
}
const SUBNET_LIMITS: Readonly<Record<keyof SubnetIdentityV3, number>> = {
  subnet_name: SHORT,
  github_repo: LONG,
  subnet_contact: LONG,
  subnet_url: LONG,
  discord: SHORT,
  description: LONG,
  logo_url: LONG,
  additional: LONG,
}

function ensureFits(
  identity: Readonly<Record<string, Uint8Array>>,
  limits: Readonly<Record<string, number>>,
): void {
  for (const [field, most] of Object.entries(limits)) {
    ensure((identity[field]?.length ?? 0) <= most, subnets.error.InvalidIdentity)
  }
}

/** Refuses with InvalidIdentity. */
export function identifyColdkey(world: World, coldkey: AccountId, identity: ChainIdentityV2): void {
  ensureFits({ ...identity }, CHAIN_LIMITS)
  IdentitiesV2.put(world, coldkey, identity)
  world.emit(subnets.event.ChainIdentitySet({ coldkey }))
}

/** Refuses with InvalidIdentity. */
export function identifySubnet(world: World, netuid: NetUid, identity: SubnetIdentityV3): void {
  ensureFits({ ...identity }, SUBNET_LIMITS)
  SubnetIdentitiesV3.put(world, netuid, identity)
  world.emit(subnets.event.SubnetIdentitySet({ netuid }))
}

/** Of a subnet that ends. */
export function forgetIdentity(world: World, netuid: NetUid): void {
  if (!SubnetIdentitiesV3.has(world, netuid)) return
  SubnetIdentitiesV3.remove(world, netuid)
  world.emit(subnets.event.SubnetIdentityRemoved({ netuid }))
}
