// One account's submissions one after the other: each takes its nonce when the one before is in the pool.
import type { AccountId } from '@taonet/wire'

export class Turns {
  readonly #last = new Map<AccountId, Promise<void>>()

  /** Runs `work` when the account's earlier work is done, whatever became of it. */
  async take<T>(account: AccountId, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(account)
    const { promise: mine, resolve: pass } = Promise.withResolvers<void>()
    this.#last.set(account, mine)
    try {
      await before
      return await work()
    } finally {
      pass()
      if (this.#last.get(account) === mine) this.#last.delete(account)
    }
  }
}
