// Miners that just failed are asked after the others for a while: a miner that hangs must not cost every request its patience.
import type { AccountId } from '@taonet/wire'
import type { Candidate } from './network.ts'

const REMEMBERED_MS = 15_000
/** More than any subnet has seats; the oldest are forgotten first. */
const MOST = 4_096

export class Faltering {
  readonly #until = new Map<AccountId, number>()

  note({ hotkey }: Candidate): void {
    this.#until.delete(hotkey)
    this.#until.set(hotkey, performance.now() + REMEMBERED_MS)
    const [oldest] = this.#until.keys()
    if (this.#until.size > MOST && oldest !== undefined) this.#until.delete(oldest)
  }

  clear({ hotkey }: Candidate): void {
    this.#until.delete(hotkey)
  }

  /** The same miners, in the same order, but those that failed lately last. */
  last(candidates: readonly Candidate[]): readonly Candidate[] {
    if (this.#until.size === 0) return candidates
    const now = performance.now()
    const failed = ({ hotkey }: Candidate): boolean => (this.#until.get(hotkey) ?? 0) > now
    return [...candidates.filter(one => !failed(one)), ...candidates.filter(failed)]
  }
}
