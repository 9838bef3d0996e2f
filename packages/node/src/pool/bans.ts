// Transactions that turned out invalid while a block was built: refused for a while without looking again.
import type { Hash } from '@taonet/wire'

const BLOCKS = 64
const MOST = 8192

export class Bans {
  // A Map iterates by insertion and bans last equally long, so the first is always the oldest.
  readonly #until = new Map<Hash, number>()

  add(hash: Hash, block: number): void {
    this.#until.delete(hash)
    this.#until.set(hash, block + BLOCKS)
    if (this.#until.size > MOST)
      for (const oldest of this.#until.keys()) return void this.#until.delete(oldest)
  }

  clear(): void {
    this.#until.clear()
  }

  has(hash: Hash): boolean {
    return this.#until.has(hash)
  }

  expire(block: number): void {
    for (const [hash, until] of this.#until) {
      if (until > block) return
      this.#until.delete(hash)
    }
  }
}
