// Who decides the blocks: this process alone, or an engine that agrees with others.
import type { Entry } from '../pool/entry.ts'

export interface Driver {
  /** Why there is no new block, while there is none. */
  readonly illness: string | undefined
  /** Blocks follow from now on. */
  start(): void | Promise<void>
  /** The pool has something that could enter a block: these newly, others perhaps for longer. */
  poolIsReady(entries: readonly Entry[]): void
  /** Figures of its own for the node's page of metrics. */
  metrics?(): Promise<string>
  /** Finishes what is under way. */
  stop(): Promise<void>
}
