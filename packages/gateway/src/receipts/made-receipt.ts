// A receipt that the gateway itself made. It is signed when somebody first looks at it: most of those of streams nobody ever does.
import { bytesToHex } from '@taonet/wire'
import { DOMAIN, type ReceiptFacts, readReceipt, type SignedReceipt, signedBytes } from './receipt.ts'
import type { ReceiptKey } from './receipt-key.ts'

/** What `canonicalJson` would write of it: the keys stand in their order already, which saves most of the time. */
const unsignedText = (facts: ReceiptFacts, gateway: string): string =>
  JSON.stringify({
    at: facts.at,
    block: facts.block,
    blockHash: facts.blockHash,
    cached: facts.cached,
    gateway,
    hotkey: facts.hotkey,
    latencyMs: facts.latencyMs,
    model: facts.model,
    netuid: facts.netuid,
    others: facts.others?.map(({ hotkey, model, uid }) => ({ hotkey, model, uid })),
    price: { amount: facts.price.amount, unit: facts.price.unit },
    requestHash: facts.requestHash,
    requestId: facts.requestId,
    responseHash: facts.responseHash,
    type: DOMAIN,
    uid: facts.uid,
    weightsSha256: facts.weightsSha256,
  })

export class MadeReceipt {
  readonly #key: ReceiptKey
  readonly #unsigned: string
  #signature: string | undefined

  constructor(facts: ReceiptFacts, key: ReceiptKey) {
    this.#key = key
    this.#unsigned = unsignedText(facts, key.address)
  }

  /** On one line. */
  get json(): string {
    this.#signature ??= bytesToHex(this.#key.sign(signedBytes(this.#unsigned)))
    return `${this.#unsigned.slice(0, -1)},"signature":"${this.#signature}"}`
  }

  get receipt(): SignedReceipt {
    return readReceipt(this.json)
  }

  /** The text of the header: `json` as base64url. */
  get compact(): string {
    return Buffer.from(this.json).toString('base64url')
  }
}
