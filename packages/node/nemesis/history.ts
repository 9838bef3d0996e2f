// What the clients did and what they were told: every operation is written down before it is sent.
import type { AccountId, Hash } from '@taonet/wire'

export type Intent =
  | { readonly kind: 'transfer'; readonly to: AccountId; readonly rao: bigint }
  /** On root, where one rao buys one of stake. */
  | { readonly kind: 'stake'; readonly rao: bigint }
  | { readonly kind: 'claim-hotkey' }

export interface Operation {
  /** Of the extrinsic. */
  readonly hash: Hash
  readonly signer: AccountId
  readonly nonce: number
  /** Encoded bytes, length prefix included. */
  readonly length: number
  readonly intent: Intent
  /** The block that a node called final with it; undefined while nobody knows. */
  acknowledged: Hash | undefined
}

export class History {
  readonly #operations = new Map<Hash, Operation>()

  /** The same bytes sent again are the same operation. */
  invoke(operation: Omit<Operation, 'acknowledged'>): Operation {
    const known = this.#operations.get(operation.hash)
    if (known) return known
    const written = { ...operation, acknowledged: undefined }
    this.#operations.set(operation.hash, written)
    return written
  }

  get(hash: Hash): Operation | undefined {
    return this.#operations.get(hash)
  }

  get all(): readonly Operation[] {
    return [...this.#operations.values()]
  }

  get acknowledged(): number {
    return this.all.filter(operation => operation.acknowledged !== undefined).length
  }
}
