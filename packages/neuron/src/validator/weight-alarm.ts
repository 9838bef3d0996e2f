// Says loudly when weights do not reach the chain: since which epoch, why, and what to do about it.

import { isNetError } from '@taonet/wire'

export interface WeightsAlarm {
  /** The first epoch without weights of ours. */
  readonly since: number
  readonly epochs: number
  readonly reason: string
  readonly hint: string
}

/** One epoch may be lost to a restart; two in a row are no accident. */
export const SILENT_EPOCHS = 2n

/** What the chain's refusals mean to whoever runs a validator; names as in the metadata. */
export const HINTS: Readonly<Record<string, string>> = {
  NeuronNoValidatorPermit: 'permits go to the largest stakes: add --stake',
  NotEnoughStakeToSetWeights: 'add --stake',
  HotKeyNotRegisteredInSubNet: 'the seat is lost: run `taonet validator` again to register',
  HotKeyNotRegisteredInNetwork: 'the seat is lost: run `taonet validator` again to register',
  IncorrectWeightVersionKey: 'the subnet wants another version: update taonet',
  SettingWeightsTooFast: 'does another process use the same hotkey?',
  CommittingWeightsTooFast: 'does another process use the same hotkey?',
  TooManyUnrevealedCommits: 'does another process use the same hotkey?',
  CommitRevealDisabled: 'the owner switched commit-reveal; the next epoch follows it',
  CommitRevealEnabled: 'the owner switched commit-reveal; the next epoch follows it',
}

interface Cause {
  readonly reason: string
  readonly hint: string
}

const NOBODY: Cause = {
  reason: 'there is nothing to say: no miner answered',
  hint: 'see `taonet query metagraph` for miners that serve',
}

export function causeOf(thrown: unknown): Cause {
  if (isNetError(thrown)) return { reason: `${thrown.code}: ${thrown.message}`, hint: thrown.hint }
  const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown))
  const known = Object.entries(HINTS).find(([word]) => name === word || message.includes(word))
  return { reason: message || name, hint: known?.[1] ?? 'see the log' }
}

export class WeightWatch {
  /** The last epoch whose weights got there, or the one before the first that was seen. */
  #good: bigint | undefined
  #now = 0n
  #cause: Cause | undefined
  #lost: bigint | undefined

  /** Seen at every block. */
  at(epoch: bigint): void {
    this.#good ??= epoch - 1n
    this.#now = epoch
  }

  /** Committed or set. */
  sent(epoch: bigint): void {
    this.#good = epoch
    this.#cause = undefined
  }

  /** A commit whose window passed without its reveal: its weights are lost, whatever comes later. */
  lost(epoch: bigint): void {
    this.#lost = epoch
  }

  /** A reveal got there. */
  revealed(): void {
    this.#lost = undefined
  }

  failed(thrown: unknown): void {
    this.#cause = causeOf(thrown)
  }

  alarm(): WeightsAlarm | undefined {
    if (this.#lost !== undefined)
      return {
        since: Number(this.#lost),
        epochs: Number(this.#now - this.#lost),
        reason: 'a commit was not revealed in its epoch',
        hint: 'was the process or the chain away for an epoch?',
      }
    // The running epoch's weights are not due before its second half.
    const silent = this.#good === undefined ? 0n : this.#now - 1n - this.#good
    if (this.#good === undefined || silent < SILENT_EPOCHS) return undefined
    return { since: Number(this.#good) + 1, epochs: Number(silent), ...(this.#cause ?? NOBODY) }
  }
}
