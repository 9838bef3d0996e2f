// The embedded driver: one process that seals blocks by interval, as soon as there is a transaction, or on request. A
// block is durable before anybody hears of it, and final at once.
import { setTimeout as sleep } from 'node:timers/promises'
import { type AccountId, blockTime } from '@taonet/wire'
import type { Host } from '../host/host.ts'
import type { Block } from '../host/port.ts'
import type { Log } from '../log.ts'
import type { Pool } from '../pool/pool.ts'
import { StoreError } from '../store/index.ts'
import { poolSource } from './pool-source.ts'

export type Sealing = 'interval' | 'instant' | 'manual'

export interface SealerOptions {
  readonly host: Host
  readonly pool: Pool
  readonly log: Log
  readonly sealing: Sealing
  /** Milliseconds. */
  readonly blockTime: number
  readonly author: AccountId | undefined
}

const RETRY_MS = 1000

export class Sealer {
  readonly #options: SealerOptions
  readonly #stopping = new AbortController()
  // Seals one block at a time: each waits for the one before, whatever became of it.
  #last: Promise<void> = Promise.resolve()
  #loop: Promise<void> = Promise.resolve()
  #wanted = false
  #illness: string | undefined

  constructor(options: SealerOptions) {
    this.#options = options
  }

  /** Why there is no new block, while there is none. */
  get illness(): string | undefined {
    return this.#illness
  }

  start(): void {
    const { sealing, host, pool } = this.#options
    if (sealing === 'interval') this.#loop = this.#tick()
    // Instant sealing begins with one empty block, so that clients find a parent and a time.
    if (sealing === 'instant' && (host.head.number === 0 || pool.hasReady())) this.poolIsReady()
  }

  /** The pool has something that could enter a block. */
  poolIsReady(): void {
    if (this.#options.sealing !== 'instant' || this.#wanted || this.#stopping.signal.aborted) return
    this.#wanted = true
    // Whatever arrives in the same turn of the event loop enters the same block.
    setImmediate(() => {
      this.#wanted = false
      this.seal().catch(() => {})
    })
  }

  /** Seals the next block now. Rejects when the host halted or the disk refuses; nothing is lost then. */
  seal(): Promise<Block> {
    const sealed = this.#last.then(() => this.#seal())
    this.#last = sealed.then(
      () => {
        this.#illness = undefined
      },
      error => this.#report(error),
    )
    return sealed
  }

  /** Finishes the block under way. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#loop
    await this.#last
  }

  async #seal(): Promise<Block> {
    const { host, pool, author, log } = this.#options
    if (!host.uncommitted) {
      const proposal = host.prepare({ time: this.#now(), author }, poolSource(pool))
      await host.finalize(proposal)
    }
    const block = await host.commit()
    log.info(`Imported #${block.number} (${block.hash}), ${block.outcomes.length} transactions`)
    return block
  }

  /** Wall-clock milliseconds, but always later than the parent's, also when the clock was set back. */
  #now(): bigint {
    const now = BigInt(Date.now())
    const before = blockTime(this.#options.host.head.header) ?? 0n
    return now > before ? now : before + 1n
  }

  /** Targets lie on a grid from the start, so that a late block does not delay the ones after it. */
  async #tick(): Promise<void> {
    const { blockTime: interval, host } = this.#options
    const { signal } = this.#stopping
    const origin = performance.now()
    while (!signal.aborted && !host.halted) {
      const sealed = await this.seal().then(
        () => true,
        () => false,
      )
      if (!sealed) await sleep(RETRY_MS, undefined, { signal }).catch(() => {})
      const passed = performance.now() - origin
      const next = (Math.floor(passed / interval) + 1) * interval
      await sleep(next - passed, undefined, { signal }).catch(() => {})
    }
  }

  #report(error: unknown): void {
    if (this.#options.host.halted) return
    const hint = error instanceof StoreError ? `; ${error.hint}` : ''
    this.#illness = `no block: ${error instanceof Error ? error.message : String(error)}${hint}`
    this.#options.log.error(this.#illness)
  }
}
