// Subnet 1 as the reference's genesis has it: nobody's, with one neuron that nobody owns. Programs written for its local
// chain count on that subnet; the first one registered there is number 2 and costs the least there is.
import { Alpha, NetUid, Tao, ZERO_ACCOUNT } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { issue } from '../balances/ledger.ts'
import { openFirstSeats } from '../neurons/opening.ts'
import { registerNeuron } from '../neurons/registry.ts'
import { createAccountIfNew } from '../staking/accounts.ts'
import { mintAlphaOut, openPool } from '../staking/pool.ts'
import { increaseStakeIfPossible } from '../staking/stake.ts'
import { addNetwork, DYNAMIC } from './creation.ts'
import { subnetAccount } from './registry.ts'
import { assignSymbol } from './symbols.ts'
import {
  MaxAllowedValidators,
  MinAllowedWeights,
  SubnetLocked,
  SubnetOwner,
  SubnetOwnerHotkey,
  Tempo,
} from './table.ts'

const FIRST = NetUid(1)
/** rao, and as much alpha. */
const RESERVE = 10_000_000_000n
const STAKE = Alpha(1_000_000_000n)

/** For genesis alone: there nobody pays for it. */
export function openFirstSubnet(world: World): void {
  addNetwork(world, FIRST, DYNAMIC)
  openFirstSeats(world, FIRST)
  Tempo.put(world, FIRST, 100)
  MaxAllowedValidators.put(world, FIRST, 64)
  MinAllowedWeights.put(world, FIRST, 0)
  SubnetOwner.put(world, FIRST, ZERO_ACCOUNT)
  SubnetOwnerHotkey.put(world, FIRST, ZERO_ACCOUNT)
  createAccountIfNew(world, ZERO_ACCOUNT, ZERO_ACCOUNT)
  registerNeuron(world, FIRST, ZERO_ACCOUNT)
  assignSymbol(world, FIRST)
  SubnetLocked.put(world, FIRST, Tao(1n))
  // The reference counts these reserves without putting them anywhere; here the subnet's account holds what it counts.
  issue(world, subnetAccount(FIRST), Tao(RESERVE))
  openPool(world, FIRST, Tao(RESERVE), Alpha(RESERVE))
  mintAlphaOut(world, FIRST, STAKE)
  increaseStakeIfPossible(world, ZERO_ACCOUNT, ZERO_ACCOUNT, FIRST, STAKE)
}
