// What always holds of multisigs (chain-governance §6.3).
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { depositFor } from './approvals.ts'
import { DEPOSIT, MAX_SIGNATORIES, Multisigs } from './table.ts'

/** @throws Bug when approvals are not sorted, more than are needed, or the deposit is none of a threshold. */
export function multisigInvariants(world: Reads): void {
  for (const [[account], { approvals, deposit, depositor }] of Multisigs.entries(world)) {
    const threshold = Number((deposit - DEPOSIT.base) / DEPOSIT.each)
    invariant(deposit === depositFor(threshold), `${depositor} paid ${deposit} for a call of ${account}`)
    invariant(threshold >= 2 && approvals.length <= threshold, `${account} has enough approvals to spare`)
    invariant(approvals.length <= MAX_SIGNATORIES, `${account} has ${approvals.length} signatories`)
    invariant(approvals.includes(depositor), `${depositor} pays for what he did not approve`)
    const ordered = approvals.every((one, i) => i === 0 || (approvals[i - 1] ?? one) < one)
    invariant(ordered, `${account} has approvals out of order`)
  }
}
