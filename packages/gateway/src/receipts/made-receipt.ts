// A receipt that the gateway itself made. It is signed when somebody first looks at it: most of those of streams nobody ever does.
import { canonicalJson } from '@taonet/neuron'
import { bytesToHex } from '@taonet/wire'
import { DOMAIN, type ReceiptFacts, readReceipt, type SignedReceipt, signedBytes } from './receipt.ts'
import type { ReceiptKey } from './receipt-key.ts'

export class MadeReceipt {
  readonly #key: ReceiptKey
  readonly #unsigned: string
  #signature: string | undefined

  constructor(facts: ReceiptFacts, key: ReceiptKey) {
    this.#key = key
    this.#unsigned = canonicalJson({ type: DOMAIN, gateway: key.address, ...facts })
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
