// What always holds of crowdloans (chain-governance §6.6).
import { invariant } from '../../failure.ts'
import type { Reads } from '../../world.ts'
import { freeBalance } from '../balances/ledger.ts'
import { Contributions, Crowdloans, CurrentCrowdloanId, MAX_CONTRIBUTORS, MaxContributions } from './table.ts'

/** @throws Bug when contributions do not make up what is raised, or are not there. */
export function crowdloanInvariants(world: Reads): void {
  invariant(!CurrentCrowdloanId.has(world), 'the call of a crowdloan is over and still counts as under way')
  const sums = new Map<number, { rao: bigint; count: number }>()
  for (const [[id], amount] of Contributions.entries(world)) {
    invariant(amount > 0n, `somebody has put nothing into crowdloan ${id}`)
    const sum = sums.get(id) ?? { rao: 0n, count: 0 }
    sums.set(id, { rao: sum.rao + amount, count: sum.count + 1 })
  }
  for (const [[id], loan] of Crowdloans.entries(world)) {
    const { rao, count } = sums.get(id) ?? { rao: 0n, count: 0 }
    sums.delete(id)
    invariant(rao === loan.raised, `crowdloan ${id} raised ${loan.raised} of which ${rao} came from somebody`)
    invariant(count === loan.contributors_count, `crowdloan ${id} miscounts its ${count} contributors`)
    invariant(count <= MAX_CONTRIBUTORS, `crowdloan ${id} has ${count} contributors`)
    invariant(loan.raised <= loan.cap, `crowdloan ${id} raised more than it may`)
    const own = Contributions.get(world, id, loan.creator) ?? 0n
    invariant(own >= loan.deposit, `the deposit of crowdloan ${id} is not there`)
    const held = freeBalance(world, loan.funds_account)
    invariant(loan.finalized || held >= loan.raised, `crowdloan ${id} holds ${held} of ${loan.raised} rao`)
  }
  invariant(sums.size === 0, 'somebody has put rao into a crowdloan that is not there')
  for (const [[id]] of MaxContributions.entries(world))
    invariant(Crowdloans.has(world, id), `a limit for crowdloan ${id}, which is not there`)
}
