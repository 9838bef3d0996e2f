// Where swap fees go: to the block's author, else they are burnt (chain-weights-staking §5.2, §5.3, §5.4).
import { type NetUid, type Tao, ZERO_ACCOUNT } from '../../nouns.ts'
import { attempt, type World } from '../../world.ts'
import { transfer } from '../balances/ledger.ts'
import { subnetAccount } from '../subnets/registry.ts'

/** Nobody has its key; TAO that is burnt here stays in the issuance (§5.3). */
export const BURN_ACCOUNT = ZERO_ACCOUNT

/**
 * Pays from the subnet's account. Less than the existential deposit cannot open an account: it stays where it is, outside
 * the reserves.
 */
export function payAuthor(world: World, netuid: NetUid, tao: Tao): void {
  if (tao === 0n) return
  const payee = world.author ?? BURN_ACCOUNT
  attempt(world, () => transfer(world, subnetAccount(netuid), payee, tao, false))
}
