// Approvals of one call by the signatories of a multisig, from the first to the last (chain-governance §6.3).
import type { AccountId, Hash } from '@taonet/wire'
import { ensure } from '../../failure.ts'
import { resultOf } from '../../frame-types.ts'
import { Tao } from '../../nouns.ts'
import type { Outcome, Reads, World } from '../../world.ts'
import { releaseReserve, reserve } from '../balances/reserve.ts'
import { DEPOSIT, type Multisig, Multisigs, multisig, type Timepoint } from './table.ts'

const { error, event } = multisig

/** What is being approved, and by how many it must be. */
export interface Proposal {
  readonly account: AccountId
  readonly threshold: number
  readonly call_hash: Hash
}

/** The call of a proposal, when the approving signatory brings it along. */
export interface Execution {
  /** Refuses MaxWeightTooLow. */
  ensureAffordable(): void
  /** The call as the multisig. */
  run(): Outcome<unknown>
}

/** rao for a call that needs so many approvals. */
export const depositFor = (threshold: number): Tao => Tao(DEPOSIT.base + DEPOSIT.each * BigInt(threshold))

const sameTime = (a: Timepoint, b: Timepoint): boolean => a.height === b.height && a.index === b.index

/** Whoever approves first pays the deposit. */
function begin(world: World, approving: AccountId, { account, threshold, call_hash }: Proposal): void {
  const deposit = depositFor(threshold)
  reserve(world, approving, deposit)
  const when = { height: world.block, index: world.extrinsic }
  Multisigs.put(world, account, call_hash, { when, deposit, depositor: approving, approvals: [approving] })
  world.emit(event.NewMultisig({ approving, multisig: account, call_hash }))
}

/** The deposit goes back before the call runs, whatever becomes of the call. */
function execute(
  world: World,
  approving: AccountId,
  { account, call_hash }: Proposal,
  { when, deposit, depositor }: Multisig,
  { ensureAffordable, run }: Execution,
): void {
  ensureAffordable()
  Multisigs.remove(world, account, call_hash)
  releaseReserve(world, depositor, deposit)
  const result = resultOf(run())
  world.emit(event.MultisigExecuted({ approving, timepoint: when, multisig: account, call_hash, result }))
}

/** @param execution absent when the signatory knows the call's hash alone. */
export function approve(
  world: World,
  approving: AccountId,
  proposal: Proposal,
  timepoint: Timepoint | undefined,
  execution?: Execution,
): void {
  const { account, threshold, call_hash } = proposal
  const standing = Multisigs.get(world, account, call_hash)
  if (!standing) {
    ensure(timepoint === undefined, error.UnexpectedTimepoint)
    return begin(world, approving, proposal)
  }
  ensure(timepoint !== undefined, error.NoTimepoint)
  ensure(sameTime(standing.when, timepoint), error.WrongTimepoint)
  const { approvals, when } = standing
  const counts = approvals.length < threshold && !approvals.includes(approving)
  const all = counts ? [...approvals, approving].sort((a, b) => (a < b ? -1 : 1)) : approvals
  if (execution && all.length >= threshold) return execute(world, approving, proposal, standing, execution)
  ensure(counts, error.AlreadyApproved)
  Multisigs.put(world, account, call_hash, { ...standing, approvals: all })
  world.emit(event.MultisigApproval({ approving, timepoint: when, multisig: account, call_hash }))
}

/** What the signer began. Refuses NotFound, NotOwner. */
export function ownProposal(world: Reads, who: AccountId, { account, call_hash }: Proposal): Multisig {
  const standing = Multisigs.get(world, account, call_hash)
  ensure(standing !== undefined, error.NotFound)
  ensure(standing.depositor === who, error.NotOwner)
  return standing
}

export function cancel(world: World, cancelling: AccountId, proposal: Proposal, timepoint: Timepoint): void {
  const { account, call_hash } = proposal
  const { when, deposit } = ownProposal(world, cancelling, proposal)
  ensure(sameTime(when, timepoint), error.WrongTimepoint)
  Multisigs.remove(world, account, call_hash)
  releaseReserve(world, cancelling, deposit)
  world.emit(event.MultisigCancelled({ cancelling, timepoint: when, multisig: account, call_hash }))
}
