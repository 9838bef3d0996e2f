// The calls of multisigs. What enough signatories approved runs as the multisig, through the same dispatch as any call.
import type { AccountId, Hash } from '@taonet/wire'
import { callHash } from '../../call-hash.ts'
import { costOf } from '../../call-weight.ts'
import type { Dispatch } from '../../dispatch.ts'
import { ensure } from '../../failure.ts'
import { type Implementation, implement } from '../../implement.ts'
import { attempt, ensureSigned, signed } from '../../world.ts'
import { approve, cancel, ownProposal, type Proposal } from './approvals.ts'
import { accountOfSignatories } from './signatories.ts'
import { multisig } from './table.ts'

const { error } = multisig

interface Signatories {
  readonly threshold: number
  readonly other_signatories: readonly AccountId[]
}

function proposalOf(
  who: AccountId,
  { threshold, other_signatories }: Signatories,
  call_hash: Hash,
): Proposal {
  ensure(threshold >= 2, error.MinimumThreshold)
  return { account: accountOfSignatories(who, other_signatories, threshold), threshold, call_hash }
}

export function multisigCalls(dispatch: Dispatch): Implementation {
  return implement(multisig, {
    as_multi_threshold_1(world, origin, { other_signatories, call }) {
      const account = accountOfSignatories(ensureSigned(origin), other_signatories, 1)
      dispatch(world, signed(account), call)
    },
    as_multi(world, origin, { call, maybe_timepoint, max_weight, ...signatories }) {
      const who = ensureSigned(origin)
      const proposal = proposalOf(who, signatories, callHash(call))
      approve(world, who, proposal, maybe_timepoint, {
        ensureAffordable: () => ensure(costOf(call).weight <= max_weight.ref_time, error.MaxWeightTooLow),
        run: () => attempt(world, () => dispatch(world, signed(proposal.account), call)),
      })
    },
    approve_as_multi(world, origin, { call_hash, maybe_timepoint, ...signatories }) {
      const who = ensureSigned(origin)
      approve(world, who, proposalOf(who, signatories, call_hash), maybe_timepoint)
    },
    cancel_as_multi(world, origin, { call_hash, timepoint, ...signatories }) {
      const who = ensureSigned(origin)
      cancel(world, who, proposalOf(who, signatories, call_hash), timepoint)
    },
    // The deposit is what it was when it was paid: there is nothing to bring up to date.
    poke_deposit(world, origin, { call_hash, ...signatories }) {
      const who = ensureSigned(origin)
      ownProposal(world, who, proposalOf(who, signatories, call_hash))
    },
  })
}
