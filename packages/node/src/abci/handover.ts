// What the pool has ready goes to the engine, which carries it to the other nodes: each transaction once, the nonces of an
// account in order, and once more when the engine began anew or had no room.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hash } from '@taonet/wire'
import type { Entry } from '../pool/entry.ts'
import type { Pool } from '../pool/pool.ts'

/** Takes transactions and says which it carries; rejects while it is away. */
export type Carry = (txs: readonly Uint8Array[]) => Promise<readonly boolean[]>

export const BATCH = 256
// What arrives within this time leaves together.
const GATHER_MS = 5

export class Handover {
  readonly #pool: Pool
  readonly #carry: Carry
  readonly #carried = new Set<Hash>()
  #under: Promise<void> | undefined
  #more = false

  constructor(pool: Pool, carry: Carry) {
    this.#pool = pool
    this.#carry = carry
  }

  poolIsReady(): void {
    this.#more = true
    this.#under ??= this.#run().finally(() => {
      this.#under = undefined
    })
  }

  /** The engine has it, whoever brought it. */
  carried(hash: Hash): void {
    this.#carried.add(hash)
  }

  /** The engine began anew with an empty list. */
  startAgain(): void {
    this.#carried.clear()
    this.poolIsReady()
  }

  /** A block is durable: what left the pool is forgotten here, and what found no room is offered again. */
  onBlock(): void {
    for (const hash of this.#carried) if (!this.#pool.has(hash)) this.#carried.delete(hash)
    if (this.#pool.hasReady()) this.poolIsReady()
  }

  /** Waits until nothing is on its way. */
  async idle(): Promise<void> {
    while (this.#under) await this.#under
  }

  async #run(): Promise<void> {
    while (this.#more) {
      this.#more = false
      await sleep(GATHER_MS)
      for (let batch = this.#next(); batch.length > 0; batch = this.#next())
        if (!(await this.#handOver(batch))) return
    }
  }

  async #handOver(batch: readonly Entry[]): Promise<boolean> {
    let answers: readonly boolean[]
    try {
      answers = await this.#carry(batch.map(entry => entry.bytes))
    } catch {
      // The engine is away; whoever starts it again calls `startAgain`.
      return false
    }
    for (const [index, entry] of batch.entries()) if (answers[index]) this.#carried.add(entry.hash)
    return answers.every(Boolean)
  }

  #next(): Entry[] {
    const batch: Entry[] = []
    for (const entry of this.#pool.ready()) {
      if (this.#carried.has(entry.hash)) continue
      batch.push(entry)
      if (batch.length === BATCH) break
    }
    return batch
  }
}
