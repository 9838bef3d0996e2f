// What a receipt says of an answer, from what the gateway knows of it.
import { type AccountId, type Hash, hexToBytes, ss58Encode } from '@taonet/wire'
import type { Account } from '../answer-headers.ts'
import type { Candidate } from '../network.ts'
import type { ReceiptFacts } from './receipt.ts'
import { bodyHash } from './response-hash.ts'

export interface Given {
  readonly requestId: string
  /** The request's body as it came. */
  readonly request: string
  readonly responseHash: Hash
  readonly account: Account
  /** `performance.now()` when the request came. */
  readonly started: number
  readonly price: ReceiptFacts['price']
  readonly cached?: boolean
}

/** What a miner declares whose weights nobody can see. */
const UNSEEN = /^0x0{64}$/

// Encoding an address takes two hashes, and the same few miners answer again and again.
const MOST_ADDRESSES = 8_192
const addresses = new Map<AccountId, string>()
function addressOf(hotkey: AccountId): string {
  const known = addresses.get(hotkey)
  if (known !== undefined) return known
  if (addresses.size >= MOST_ADDRESSES) addresses.clear()
  const address = ss58Encode(hexToBytes(hotkey))
  addresses.set(hotkey, address)
  return address
}

const seatOf = ({ uid, hotkey, model }: Candidate) => ({
  uid,
  hotkey: addressOf(hotkey),
  model: model.slice(0, 256),
})

/** Undefined where nobody was asked: there is nothing to vouch for. */
export function receiptFacts(given: Given): ReceiptFacts | undefined {
  const { served, miners } = given.account
  const [first, ...others] = miners
  if (!first) return undefined
  const weights = first.declaration?.sha256
  const { block, blockHash } = served.directory
  return {
    requestId: given.requestId,
    requestHash: bodyHash(given.request),
    responseHash: given.responseHash,
    netuid: served.netuid,
    ...seatOf(first),
    ...(weights === undefined || UNSEEN.test(weights) ? {} : { weightsSha256: weights }),
    ...(others.length === 0 ? {} : { others: others.slice(0, 64).map(seatOf) }),
    ...(given.cached ? { cached: true } : {}),
    block,
    ...(blockHash === undefined ? {} : { blockHash }),
    latencyMs: Math.max(0, Math.round(performance.now() - given.started)),
    price: given.price,
    at: new Date().toISOString(),
  }
}
