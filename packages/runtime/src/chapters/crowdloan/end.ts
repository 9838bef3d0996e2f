// The end of a crowdloan: it does what it was for, or everybody gets his own back (chain-governance §6.6).
import type { AccountId } from '@taonet/wire'
import type { Dispatch } from '../../dispatch.ts'
import { ensure } from '../../failure.ts'
import { Tao } from '../../nouns.ts'
import { attempt, signed, type World } from '../../world.ts'
import { transfer } from '../balances/ledger.ts'
import { letGo } from '../preimage/held-calls.ts'
import { keptCall } from './kept-call.ts'
import { crowdloanOf, openCrowdloan } from './raise.ts'
import {
  Contributions,
  Crowdloans,
  CurrentCrowdloanId,
  crowdloan,
  MaxContributions,
  REFUNDS_PER_CALL,
} from './table.ts'

const { error, event } = crowdloan

/** The call runs as the creator, may ask which crowdloan it belongs to, and takes what was raised; or it all fails. */
export function finalizeCrowdloan(world: World, dispatch: Dispatch, who: AccountId, id: number): void {
  const loan = crowdloanOf(world, id)
  ensure(who === loan.creator, error.InvalidOrigin)
  ensure(loan.raised === loan.cap, error.CapNotRaised)
  ensure(!loan.finalized, error.AlreadyFinalized)
  ensure(!CurrentCrowdloanId.has(world), error.AlreadyFinalizing)
  Crowdloans.put(world, id, { ...loan, finalized: true })
  if (loan.call !== undefined) {
    const call = keptCall(world, loan.call)
    letGo(world, loan.call)
    CurrentCrowdloanId.put(world, id)
    dispatch(world, signed(who), call)
    CurrentCrowdloanId.remove(world)
  }
  if (loan.target_address !== undefined) {
    transfer(world, loan.funds_account, loan.target_address, loan.raised, false)
  }
  world.emit(event.Finalized({ crowdloan_id: id }))
}

/** Whose account could not hold what is his is passed over: he alone must not keep all others from theirs. */
export function refund(world: World, who: AccountId, id: number): void {
  const loan = openCrowdloan(world, id)
  ensure(who === loan.creator, error.InvalidOrigin)
  let [raised, count, refunded] = [loan.raised, loan.contributors_count, 0]
  for (const [[, contributor], amount] of Contributions.entries(world, id)) {
    if (contributor === loan.creator) continue
    if (refunded === REFUNDS_PER_CALL) break
    const paid = attempt(world, () => transfer(world, loan.funds_account, contributor, amount, false))
    if (!paid.ok) continue
    Contributions.remove(world, id, contributor)
    raised = Tao(raised - amount)
    count -= 1
    refunded += 1
  }
  Crowdloans.put(world, id, { ...loan, raised, contributors_count: count })
  // The creator's own is left.
  world.emit((count === 1 ? event.AllRefunded : event.PartiallyRefunded)({ crowdloan_id: id }))
}

export function dissolveCrowdloan(world: World, who: AccountId, id: number): void {
  const loan = openCrowdloan(world, id)
  ensure(who === loan.creator, error.InvalidOrigin)
  const own = Contributions.get(world, id, who)
  ensure(own === loan.raised, error.NotReadyToDissolve)
  transfer(world, loan.funds_account, who, own, false)
  Contributions.remove(world, id, who)
  if (loan.call !== undefined) letGo(world, loan.call)
  MaxContributions.remove(world, id)
  Crowdloans.remove(world, id)
  world.emit(event.Dissolved({ crowdloan_id: id }))
}
