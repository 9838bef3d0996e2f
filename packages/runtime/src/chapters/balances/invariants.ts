// What must always hold of balances.
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { accounts } from '../system/accounts.ts'
import { totalIssuance } from './ledger.ts'
import { EXISTENTIAL_DEPOSIT } from './table.ts'

/** The total is the sum, and an account either exists with at least the existential deposit or holds nothing. */
export function balancesInvariants(world: Reads): void {
  let sum = 0n
  for (const [who, { providers, data }] of accounts(world)) {
    const least = providers > 0 ? EXISTENTIAL_DEPOSIT : 0n
    invariant(data.free >= least, `${who} exists with ${data.free} rao`)
    invariant(providers > 0 || data.free === 0n, `${who} does not exist and holds ${data.free} rao`)
    sum += data.free + data.reserved
  }
  invariant(sum === totalIssuance(world), `accounts hold ${sum} rao, the total says ${totalIssuance(world)}`)
}
