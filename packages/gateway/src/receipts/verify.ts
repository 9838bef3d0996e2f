// Whether a receipt holds, and whether it is about what somebody sent and got. Needs no network.
import { isSigned, type SignedReceipt } from './receipt.ts'
import { bodyHash, responseHashes } from './response-hash.ts'

export interface Against {
  /** The request's body as it was sent. */
  readonly request?: Uint8Array
  /** The response's body as it came; a stream with its `data:` lines. */
  readonly response?: Uint8Array
  /** SS58 address that must have signed. */
  readonly gateway?: string
}

/** Why it does not hold; empty when it does. */
export function receiptProblems(
  receipt: SignedReceipt,
  { request, response, gateway }: Against = {},
): readonly string[] {
  const problems: string[] = []
  if (!isSigned(receipt)) problems.push(`${receipt.gateway} did not sign this`)
  if (gateway !== undefined && gateway !== receipt.gateway)
    problems.push(`it is of ${receipt.gateway}, not of ${gateway}`)
  if (request && bodyHash(request) !== receipt.requestHash) problems.push('it is about another request')
  if (response && !responseHashes(response).includes(receipt.responseHash))
    problems.push('it is about another response')
  return problems
}
