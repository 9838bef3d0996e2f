// Who stands behind a multisig, and the account that they make together (chain-governance §6.3).
import { type AccountId, AccountId32, tuple, u16, vec } from '@taonet/wire'
import { utilityAccount } from '../../derived-account.ts'
import { ensure } from '../../failure.ts'
import { MAX_SIGNATORIES, multisig } from './table.ts'

const { error } = multisig
const Members = tuple(vec(AccountId32), u16)

/** @param signatories all of them, sorted by their bytes. */
export const multisigAccount = (signatories: readonly AccountId[], threshold: number): AccountId =>
  utilityAccount(Members, [[...signatories], threshold])

/** The account of the signer and the others, who must be sorted and named once each. */
export function accountOfSignatories(
  signer: AccountId,
  others: readonly AccountId[],
  threshold: number,
): AccountId {
  ensure(others.length > 0, error.TooFewSignatories)
  ensure(others.length < MAX_SIGNATORIES, error.TooManySignatories)
  for (const [i, other] of others.entries()) {
    const before = others[i - 1]
    ensure(before === undefined || before < other, error.SignatoriesOutOfOrder)
    ensure(other !== signer, error.SenderInSignatories)
  }
  // Hex digits sort as bytes do.
  return multisigAccount(
    [...others, signer].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    threshold,
  )
}
