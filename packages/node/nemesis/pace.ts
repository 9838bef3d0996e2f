// The time between blocks, measured from one block to a later one.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Network } from './network.ts'

const LOOK_MS = 50

export class Pace {
  #blocks = 0
  #ms = 0

  /** Watches for so many milliseconds. Its stretches are added up. */
  async during(network: Network, ms: number): Promise<void> {
    const until = performance.now() + ms
    let height = await network.highest()
    let first: { readonly height: number; readonly at: number } | undefined
    let last: typeof first
    while (performance.now() < until) {
      await sleep(LOOK_MS)
      const now = await network.highest()
      if (now === height) continue
      height = now
      last = { height, at: performance.now() }
      first ??= last
    }
    if (!first || !last) return
    this.#blocks += last.height - first.height
    this.#ms += last.at - first.at
  }

  /** Milliseconds from block to block; undefined when there were not two. */
  get interval(): number | undefined {
    return this.#blocks > 0 ? this.#ms / this.#blocks : undefined
  }
}
