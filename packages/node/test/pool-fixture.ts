// A chain that only counts nonces, for tests of the pool alone.
import { type Rejection, Tao, type Validity } from '@taonet/runtime'
import { type AccountId, accountId, type Hash, hash32, storageKey } from '@taonet/wire'
import type { PoolLimits } from '../src/pool/entry.ts'
import { type Candidate, Pool, type PoolChain } from '../src/pool/pool.ts'
import type { Status } from '../src/pool/watchers.ts'

const pad = (value: number, width: number) => value.toString(16).padStart(width, '0')

export const account = (index: number): AccountId => accountId(`0x${pad(index + 1, 64)}`)
export const blockHash = (number: number): Hash => hash32(`0x${pad(number, 64)}`)

export interface Draft {
  readonly account: number
  readonly nonce: number
  readonly tip?: bigint
  readonly fee?: bigint
  readonly weight?: bigint
  readonly free?: boolean
  readonly stranger?: boolean
  readonly longevity?: number
  readonly length?: number
}

/** The same draft is the same transaction. */
export function candidate(draft: Draft): Candidate {
  const { nonce, tip = 0n, fee = 100n, weight = 10n, longevity = 1000, length = 100 } = draft
  const { stranger = false, free = stranger } = draft
  const name = [
    draft.account,
    nonce,
    Number(tip),
    Number(fee),
    Number(weight),
    Number(free),
    longevity,
    length,
  ]
  const digest = name.map(part => pad(part, 8)).join('')
  const signer = account(draft.account)
  return {
    hash: hash32(`0x${digest}`),
    bytes: new Uint8Array(length),
    signer,
    nonce,
    tip,
    valid: {
      priority: fee + tip,
      requires: [],
      provides: [],
      longevity,
      propagate: true,
      signer,
      nonce,
      fee: Tao(fee + tip),
      free,
      stranger,
      length,
      weight,
    },
  }
}

export class NonceChain implements PoolChain {
  number = 0
  readonly nonces = new Map<AccountId, number>()
  /** What `validate` answers when set. */
  rejection: Rejection | undefined

  validate(): Validity {
    if (this.rejection) return { ok: false, rejection: this.rejection }
    return { ok: true, valid: candidate({ account: 0, nonce: 0 }).valid }
  }
  nonceOf(who: AccountId): number {
    return this.nonces.get(who) ?? 0
  }
}

export class PoolWorld {
  readonly chain = new NonceChain()
  readonly pool: Pool
  /** What each submission heard, newest submission of a hash last: the same bytes may be sent again after they were refused. */
  readonly heard = new Map<Hash, Status[][]>()

  constructor(limits?: PoolLimits, room = { weight: 1000n, length: 10_000 }) {
    this.pool = new Pool(this.chain, { room, ...(limits && { limits }) })
  }

  add(draft: Draft) {
    const one = candidate(draft)
    const heard: Status[] = []
    return this.pool.add(one, status => {
      if (heard.push(status) === 1) this.heard.set(one.hash, [...(this.heard.get(one.hash) ?? []), heard])
    })
  }

  statuses(draft: Draft): readonly Status[] {
    return this.heard.get(candidate(draft).hash)?.at(-1) ?? []
  }

  /** A block with these, whose accounts' nonces it moves. */
  block(...drafts: readonly Draft[]): void {
    this.chain.number++
    for (const draft of drafts) this.chain.nonces.set(account(draft.account), draft.nonce + 1)
    this.pool.onBlock({
      number: this.chain.number,
      hash: blockHash(this.chain.number),
      included: drafts.map(draft => candidate(draft).hash),
      changed: key => key === storageKey(''),
    })
  }

  /** In the order a block would take them. */
  taken(): string[] {
    const order = this.pool.order()
    const names: string[] = []
    for (let entry = order.next(); entry; entry = order.next()) {
      names.push(`${Number(BigInt(entry.signer)) - 1}:${entry.nonce}`)
      order.included(entry)
    }
    return names
  }
}
