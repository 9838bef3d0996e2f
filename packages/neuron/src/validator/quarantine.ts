// Who answered something unsafe, and how it comes back. A veto makes the epoch's score 0. In the epoch after it a miner is
// worth nothing either until it answered enough probes of the kind that caught it, all of them clean: that is its appeal,
// taken without being filed, and whoever cannot be caught again within an epoch is let go.

import type { AccountId } from '@taonet/wire'
import { z } from 'zod'
import { readState, writeState } from './state-file.ts'

/** Clean answers in a row that release a miner. */
export const CLEAN_ANSWERS = 5
/** Turns that go to the quarantined while there are any: their appeal does not wait for chance, nor do others wait for it. */
export const APPEAL_SHARE = 0.1

const record = z.object({
  /** The last epoch whose score is lost: of the weights that were not out yet when the answer came. */
  epoch: z.string().regex(/^\d+$/),
  kind: z.string(),
  category: z.string(),
  clean: z.int().min(0),
})
export type QuarantineRecord = Readonly<z.infer<typeof record>>

export class Quarantine {
  readonly #path: string
  readonly #records: Map<string, QuarantineRecord>

  constructor(path: string) {
    this.#path = path
    this.#records = new Map(Object.entries(readState(path, z.record(z.string(), record)) ?? {}))
  }

  /**
   * On disk when it returns: a validator that is killed now has not forgotten. False when it says nothing new: the miner
   * stands there already, for the same epoch and without a clean answer since.
   */
  veto(
    hotkey: AccountId,
    epoch: bigint,
    { kind, category }: Pick<QuarantineRecord, 'kind' | 'category'>,
  ): boolean {
    const found = this.#records.get(hotkey)
    if (found?.epoch === String(epoch) && found.clean === 0 && found.kind === kind) return false
    this.#set(hotkey, { epoch: String(epoch), kind, category, clean: 0 })
    return true
  }

  /** An answer without findings. True when it was the one that ends the quarantine. */
  clean(hotkey: AccountId, kind: string): boolean {
    const found = this.#records.get(hotkey)
    if (!found || found.kind !== kind || found.clean >= CLEAN_ANSWERS) return false
    this.#set(hotkey, { ...found, clean: found.clean + 1 })
    return found.clean + 1 === CLEAN_ANSWERS
  }

  /** Whether the epoch's score counts as 0. */
  worthless(hotkey: AccountId, epoch: bigint): boolean {
    const found = this.#records.get(hotkey)
    return (found !== undefined && epoch <= BigInt(found.epoch)) || this.appeals(hotkey, epoch) !== undefined
  }

  /** The record of a miner that has yet to show clean answers; undefined when there is nothing to show, or no more. */
  appeals(hotkey: AccountId, epoch: bigint): QuarantineRecord | undefined {
    const found = this.#records.get(hotkey)
    if (!found || found.clean >= CLEAN_ANSWERS || epoch > BigInt(found.epoch) + 1n) return undefined
    return found
  }

  /** Forgets whose time is over, whether or not they showed enough. */
  turn(epoch: bigint): void {
    const over = [...this.#records].filter(([, { epoch: of }]) => epoch > BigInt(of) + 1n)
    if (over.length === 0) return
    for (const [hotkey] of over) this.#records.delete(hotkey)
    this.#save()
  }

  get size(): number {
    return this.#records.size
  }

  #set(hotkey: AccountId, one: QuarantineRecord): void {
    this.#records.set(hotkey, one)
    this.#save()
  }

  #save(): void {
    writeState(this.#path, Object.fromEntries(this.#records))
  }
}
