// What the pool has ready goes to the engine, which carries it to the other nodes: each transaction once, the nonces of an
// account in order, and once more when the engine began anew or had no room. No more than about two blocks' share of them at a
// time: after every block the engine asks again about each that it still carries, and all engines carry the same.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hash } from '@taonet/wire'
import type { Entry } from '../pool/entry.ts'
import type { Pool } from '../pool/pool.ts'

/** Takes transactions and says which it carries; rejects while it is away. */
export type Carry = (txs: readonly Uint8Array[]) => Promise<readonly boolean[]>

export const BATCH = 128
/** So many of a node's own are under way at least, however little the blocks hold of them. */
export const FEWEST_UNDER_WAY = 256
// What arrives within this time leaves together: a request to the engine costs more than what it carries.
const GATHER_MS = 20

export class Handover {
  readonly #pool: Pool
  readonly #carry: Carry
  readonly #carried = new Set<Hash>()
  /** Handed over by us, and in no block yet. */
  readonly #underWay = new Set<Hash>()
  #most = FEWEST_UNDER_WAY
  #fresh: Entry[] = []
  /** Older ones may wait too: those that found no room, or were there before the engine. */
  #lookOver = false
  #running = false
  #last: Promise<void> = Promise.resolve()

  constructor(pool: Pool, carry: Carry) {
    this.#pool = pool
    this.#carry = carry
  }

  becameReady(entries: readonly Entry[]): void {
    this.#fresh.push(...entries)
    this.#start()
  }

  /** The engine has it, whoever brought it. */
  carried(hash: Hash): void {
    this.#carried.add(hash)
  }

  /** The engine began anew with an empty list. */
  startAgain(): void {
    this.#carried.clear()
    this.#underWay.clear()
    this.#lookOver = true
    this.#start()
  }

  /** A block is durable: what left the pool is forgotten here, and what found no room is offered again. */
  onBlock(): void {
    const before = this.#underWay.size
    for (const hashes of [this.#carried, this.#underWay])
      for (const hash of hashes) if (!this.#pool.has(hash)) hashes.delete(hash)
    this.#most = Math.max(FEWEST_UNDER_WAY, 2 * (before - this.#underWay.size))
    if (!this.#pool.hasReady()) return
    this.#lookOver = true
    this.#start()
  }

  /** Waits until nothing is on its way. */
  async idle(): Promise<void> {
    while (this.#running) await this.#last
  }

  #start(): void {
    if (this.#running) return
    this.#running = true
    this.#last = this.#run()
  }

  async #run(): Promise<void> {
    do {
      await sleep(GATHER_MS)
      const waiting = this.#taken()
      while (waiting.length > 0)
        if (!(await this.#handOver(waiting.splice(0, BATCH)))) {
          // Whoever comes next must not overtake what was refused now.
          this.#lookOver = true
          this.#running = false
          return
        }
    } while (this.#lookOver || this.#fresh.length > 0)
    // In the same turn as the last look, so that nobody who comes then is missed.
    this.#running = false
  }

  /** What the engine has not got and may get now, each account by nonce; where not all may, one account as well as another. */
  #taken(): Entry[] {
    const room = this.#most - this.#underWay.size
    const candidates = this.#lookOver || this.#fresh.length > room ? this.#pool.inTurn() : this.#fresh
    this.#lookOver = false
    this.#fresh = []
    const waiting: Entry[] = []
    for (const entry of candidates) {
      if (this.#carried.has(entry.hash) || !this.#pool.has(entry.hash)) continue
      // The others are looked at again after the next block.
      if (waiting.length >= room) break
      waiting.push(entry)
    }
    return waiting
  }

  async #handOver(batch: readonly Entry[]): Promise<boolean> {
    let answers: readonly boolean[]
    try {
      answers = await this.#carry(batch.map(entry => entry.bytes))
    } catch {
      // The engine is away; whoever starts it again calls `startAgain`.
      return false
    }
    for (const [index, { hash }] of batch.entries())
      if (answers[index]) {
        this.#carried.add(hash)
        this.#underWay.add(hash)
      }
    return answers.every(Boolean)
  }
}
