// The embedded driver: one process that seals blocks by interval, as soon as there is a transaction, or on request. A
// block is durable before anybody hears of it, and final at once.
import { setTimeout as sleep } from 'node:timers/promises'
import { type AccountId, blockTime } from '@taonet/wire'
import type { Host } from '../host/host.ts'
import { poolSource } from '../host/pool-source.ts'
import type { Block, Proposal, TransactionSource } from '../host/port.ts'
import type { Log } from '../log.ts'
import type { Pool } from '../pool/pool.ts'
import { StoreError } from '../store/index.ts'
import type { Clock } from './clock.ts'

export const SEALINGS = ['interval', 'instant', 'manual'] as const
export type Sealing = (typeof SEALINGS)[number]

export interface SealerOptions {
  readonly host: Host
  readonly pool: Pool
  readonly clock: Clock
  readonly log: Log
  readonly sealing: Sealing
  /** Milliseconds. */
  readonly blockTime: number
  /** Of the next block. */
  readonly author: () => AccountId | undefined
}

const RETRY_MS = 1000

export class Sealer {
  readonly #options: SealerOptions
  readonly #stopping = new AbortController()
  #sealing: Sealing
  #blockTime: number
  // Ends the waiting of the loop when the pace changes.
  #pace = new AbortController()
  #pacing: Promise<void> = Promise.resolve()
  // Seals one block at a time: each waits for the one before, whatever became of it.
  #last: Promise<void> = Promise.resolve()
  #loop: Promise<void> = Promise.resolve()
  #wanted = false
  #illness: string | undefined

  constructor(options: SealerOptions) {
    this.#options = options
    this.#sealing = options.sealing
    this.#blockTime = options.blockTime
  }

  get sealing(): Sealing {
    return this.#sealing
  }
  /** Milliseconds between blocks when it seals by interval. */
  get blockTime(): number {
    return this.#blockTime
  }

  get stopping(): boolean {
    return this.#stopping.signal.aborted
  }

  /** Why there is no new block, while there is none. */
  get illness(): string | undefined {
    return this.#illness
  }

  start(): void {
    const { host, pool } = this.#options
    if (this.#sealing === 'interval') this.#loop = this.#tick(this.#pace.signal)
    // Instant sealing begins with one empty block, so that clients find a parent and a time.
    if (this.#sealing === 'instant' && (host.head.number === 0 || pool.hasReady())) this.poolIsReady()
  }

  /** From the next block on. */
  setPace(sealing: Sealing, blockTime: number): Promise<void> {
    this.#pacing = this.#pacing.then(async () => {
      this.#pace.abort()
      await this.#loop
      if (this.#stopping.signal.aborted) return
      this.#sealing = sealing
      this.#blockTime = blockTime
      this.#pace = new AbortController()
      this.start()
    })
    return this.#pacing
  }

  /** The pool has something that could enter a block. */
  poolIsReady(): void {
    if (this.#sealing !== 'instant' || this.#wanted || this.#stopping.signal.aborted) return
    this.#wanted = true
    // Whatever arrives in the same turn of the event loop enters the same block.
    setImmediate(() => {
      this.#wanted = false
      this.seal().catch(() => {})
    })
  }

  /** Seals the next block now. Rejects when the host halted or the disk refuses; nothing is lost then. */
  seal(): Promise<Block> {
    return this.between(() => this.sealNow())
  }

  /** Does something between two blocks: no other block begins before it is done. */
  between<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work)
    this.#last = done.then(
      () => {},
      () => {},
    )
    return done
  }

  /** Finishes the block under way. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#pace.abort()
    await this.#loop
    await this.#last
  }

  /** The next block, by somebody who has the chain for himself (`between`). */
  async sealNow(source: TransactionSource = poolSource(this.#options.pool)): Promise<Block> {
    const { host } = this.#options
    try {
      if (!host.uncommitted) await host.finalize(host.prepare(this.moment(), source))
      return await this.commit()
    } catch (thrown) {
      this.#report(thrown)
      throw thrown
    }
  }

  /** Makes the finalized block durable, by somebody who has the chain for himself. */
  async commit(): Promise<Block> {
    const { host, log } = this.#options
    const block = await host.commit()
    this.#illness = undefined
    log.info(`Imported #${block.number} (${block.hash}), ${block.outcomes.length} transactions`)
    return block
  }

  /** The clock's milliseconds, but always later than the parent's, also when the clock was set back. */
  moment(): Pick<Proposal, 'time' | 'author'> {
    const { host, author, clock } = this.#options
    const now = BigInt(clock.now())
    const before = blockTime(host.head.header) ?? 0n
    return { time: now > before ? now : before + 1n, author: author() }
  }

  /** Targets lie on a grid from the start, so that a late block does not delay the ones after it. */
  async #tick(signal: AbortSignal): Promise<void> {
    const { host } = this.#options
    const interval = this.#blockTime
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
