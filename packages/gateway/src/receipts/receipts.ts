// Receipts of a running gateway: made with each answer, and kept for a while for those who ask later.
import { MadeReceipt } from './made-receipt.ts'
import type { ReceiptFacts } from './receipt.ts'
import type { ReceiptKey } from './receipt-key.ts'

/** Less than ten megabytes. */
const MOST_KEPT = 8_192

export interface Receipts {
  /** SS58 address of the key. */
  readonly account: string
  /** Makes and keeps it: `caller` is whose it is. */
  make(facts: ReceiptFacts, caller: string): MadeReceipt
  /** Undefined when it is another caller's, never was, or was long ago. */
  find(requestId: string, caller: string): MadeReceipt | undefined
}

interface Kept {
  readonly caller: string
  readonly made: MadeReceipt
}

export function createReceipts(key: ReceiptKey): Receipts {
  const kept = new Map<string, Kept>()
  return {
    account: key.address,
    make(facts, caller) {
      const made = new MadeReceipt(facts, key)
      kept.set(facts.requestId, { caller, made })
      const [oldest] = kept.keys()
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
      return made
    },
    find(requestId, caller) {
      const one = kept.get(requestId)
      return one?.caller === caller ? one.made : undefined
    },
  }
}

/** The event before a stream's `[DONE]`, for those who asked for it. */
export const receiptEvent = ({ json }: MadeReceipt): string =>
  `data: {"object":"taonet.receipt","receipt":${json}}\n\n`
