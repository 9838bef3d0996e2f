// An answer on its way out: with its receipt, who gave it, and what its caller may still ask.
import { type Account, answerHeaders } from './answer-headers.ts'
import type { Charged } from './charged.ts'
import { DONE } from './event-body.ts'
import type { Call, HttpAnswer } from './http/call.ts'
import { bodyHash, receiptEvent, StreamHash } from './receipts/index.ts'
import type { MadeReceipt } from './receipts/made-receipt.ts'
import { receiptFacts } from './receipts/receipt-facts.ts'
import { REQUEST_ID_HEADER } from './request-notes.ts'
import type { Serving } from './serving.ts'

const RECEIPT_HEADER = 'x-taonet-receipt'
const UNIT = 'unit'

/** Undefined where no miner answered. */
function receiptFor(
  call: Call,
  { receipts }: Pick<Serving, 'receipts'>,
  account: Account,
  responseHash: ReturnType<typeof bodyHash>,
  price: number,
): MadeReceipt | undefined {
  const { requestId, started, body = '' } = call.notes
  const facts = receiptFacts({
    requestId,
    request: body,
    responseHash,
    account,
    started,
    price: { amount: String(price), unit: UNIT },
    cached: account.cache === 'hit',
  })
  return facts && receipts.make(facts, call.caller.id)
}

/** A whole answer as JSON. */
export function delivered(
  call: Call,
  serving: Pick<Serving, 'receipts'>,
  value: unknown,
  { account, limits, price }: Charged & { readonly account: Account },
): HttpAnswer {
  const body = JSON.stringify(value)
  const receipt = receiptFor(call, serving, account, bodyHash(body), price)
  return {
    status: 200,
    headers: {
      'content-type': 'application/json',
      [REQUEST_ID_HEADER]: call.notes.requestId,
      ...limits,
      ...answerHeaders(account),
      ...(receipt ? { [RECEIPT_HEADER]: receipt.compact } : {}),
    },
    body,
  }
}

export interface StreamDelivery {
  readonly account: Account
  /** Known once the last event was made. */
  price(): number
  /** Whether the caller wants the receipt in the stream; it can be asked for later in any case. */
  readonly wantsReceipt: boolean
}

/** The same events; the receipt comes before `[DONE]`, or at the end of a stream that has none. */
export async function* receipted(
  call: Call,
  serving: Pick<Serving, 'receipts'>,
  events: AsyncIterable<string>,
  { account, price, wantsReceipt }: StreamDelivery,
): AsyncGenerator<string> {
  const hash = new StreamHash()
  let made = false
  const receipt = (): string => {
    made = true
    const one = receiptFor(call, serving, account, hash.digest(), price())
    return one && wantsReceipt ? receiptEvent(one) : ''
  }
  for await (const event of events) {
    if (event === DONE) yield receipt()
    else hash.take(event)
    yield event
  }
  if (!made) yield receipt()
}
