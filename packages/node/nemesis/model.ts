// What the accounts must hold: fees, transfers and root stakes once more, in the few lines that they are for honest extrinsics,
// and with nothing of the runtime's.
import type { AccountId } from '@taonet/wire'
import type { Operation } from './history.ts'

/** rao that an account keeps that pays and stays. */
const EXISTENTIAL_DEPOSIT = 500n
/** chain-governance §6.12: half a rao per thousand picoseconds of a call's 100 µs, and a rao per byte. */
const WEIGHT_FEE = 100_000_000n / 2000n

export class Model {
  readonly #free: Map<AccountId, bigint>
  readonly #hotkeys = new Set<AccountId>()
  #fees = 0n

  constructor(balances: Iterable<readonly [AccountId, bigint]>) {
    this.#free = new Map(balances)
  }

  /** rao that all extrinsics paid until now; they belong to the blocks' authors. */
  get fees(): bigint {
    return this.#fees
  }

  get accounts(): readonly AccountId[] {
    return [...this.#free.keys()]
  }

  free(account: AccountId): bigint {
    return this.#free.get(account) ?? 0n
  }

  /** An extrinsic that stands in a block, in the order of the chain. One that fails has paid its fee. */
  apply({ signer, length, intent }: Operation): void {
    const fee = WEIGHT_FEE + BigInt(length)
    this.#fees += fee
    this.#add(signer, -fee)
    if (intent.kind === 'claim-hotkey') {
      this.#hotkeys.add(signer)
      return
    }
    if (this.free(signer) - intent.rao < EXISTENTIAL_DEPOSIT) return
    if (intent.kind === 'stake' && !this.#hotkeys.has(signer)) return
    this.#add(signer, -intent.rao)
    if (intent.kind === 'transfer') this.#add(intent.to, intent.rao)
  }

  #add(account: AccountId, rao: bigint): void {
    this.#free.set(account, this.free(account) + rao)
  }
}
