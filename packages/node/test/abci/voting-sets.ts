// What CometBFT does with the updates that an application returns, and what it does not survive.
import assert from 'node:assert/strict'

const MOST = (2n ** 63n - 1n) / 8n

export class VotingSets {
  readonly #sets: ReadonlyMap<string, bigint>[]

  /** The same set votes on the first two heights: what the first block changes counts from the third on. */
  constructor(genesis: ReadonlyMap<string, bigint>) {
    this.#sets = [genesis, genesis, genesis]
  }

  /** Who votes on a height, by public key. */
  at(height: number): ReadonlyMap<string, bigint> {
    return this.#sets[height] ?? assert.fail(`who votes on ${height} is not decided yet`)
  }

  /** Of the blocks in their order. */
  decided(height: number, updates: readonly (readonly [key: string, power: bigint])[]): void {
    assert.equal(this.#sets.length, height + 2)
    const next = new Map(this.at(height + 1))
    assert.equal(new Map(updates).size, updates.length, 'a validator is updated twice')
    for (const [key, power] of updates) {
      assert.ok(power >= 0n)
      if (power > 0n) next.set(key, power)
      else assert.ok(next.delete(key), 'a validator is removed who is none')
    }
    const total = [...next.values()].reduce((sum, power) => sum + power, 0n)
    assert.ok(next.size > 0, 'nobody is left')
    assert.ok(total <= MOST, 'the votes cannot be counted')
    this.#sets.push(next)
  }
}
