// Puts weights on chain: committed in each epoch, revealed in the next epoch's window and in no other
// (chain-weights-staking §4.2), or set openly where the subnet has commit-reveal off.

import { hash32, type KeyPair, weightCommitHash } from '@taonet/wire'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { NeuronChain, Schedule } from '../chain/neuron-chain.ts'
import { readState, writeState } from './state-file.ts'
import { type WeightsAlarm, WeightWatch } from './weight-alarm.ts'
import type { WeightList } from './weights.ts'

/** How far into an epoch weights are committed: late enough to know something, early enough to try again. */
const COMMIT_AT = 0.5
/**
 * And until when something better to say is waited for, as newcomers' first probes: two blocks at the end are over before a
 * busy machine has tried once, and who misses them leaves newcomers unpaid for an epoch more.
 */
const WAIT_UNTIL = 0.7
/** Blocks before the end of an epoch in which nothing is sent any more: it would land in the next. */
const LAST_BLOCKS = 2
const SALT_ITEMS = 8
/** A commit that the chain does not know after so many epochs never got there. */
const LOST_AFTER = 2n

const u16 = z.int().min(0).max(0xffff)
const commit = z.object({
  hash: z.string().regex(/^0x[0-9a-f]{64}$/),
  uids: z.array(u16),
  values: z.array(u16),
  salt: z.array(u16),
  versionKey: z.string().regex(/^\d+$/),
  /** The epoch it was made in; the chain's own number may be one more and replaces it. */
  epoch: z.string().regex(/^\d+$/),
  confirmed: z.boolean(),
})
type Commit = z.infer<typeof commit>

export interface WeightCounts {
  readonly commits: number
  readonly reveals: number
  readonly missedReveals: number
}

export interface WeightSetterOptions {
  readonly chain: NeuronChain
  readonly hotkey: KeyPair
  readonly netuid: number
  /** Where open commits outlive a restart: without its salt a commit can never be revealed. */
  readonly path: string
  /** The weights to commit now; undefined when there are no miners. `last` = nothing better is waited for. */
  readonly weights: (last: boolean) => WeightList | undefined
  readonly logger: Logger
}

export class WeightSetter {
  readonly #options: WeightSetterOptions
  #open: readonly Commit[]
  /** The last epoch for which weights were committed or set. */
  #done = -1n
  readonly #counts = { commits: 0, reveals: 0, missedReveals: 0 }
  readonly #watch = new WeightWatch()

  constructor(options: WeightSetterOptions) {
    this.#options = options
    this.#open = readState(options.path, z.array(commit)) ?? []
    // What the chain had before a restart is not committed once more.
    for (const { epoch, confirmed } of this.#open) if (confirmed) this.#note(BigInt(epoch))
  }

  counts(): WeightCounts {
    return { ...this.#counts }
  }

  /** Why the chain has no weights of ours, while it should. */
  alarm(): WeightsAlarm | undefined {
    return this.#watch.alarm()
  }

  /** Whether an epoch's weights are out, so that nothing learnt now changes them. */
  covers(epoch: bigint): boolean {
    return epoch <= this.#done
  }

  /** Does what is due at this block; what fails is tried again at the next. @throws NetError or ChainError. */
  async step(schedule: Schedule): Promise<void> {
    if (schedule.tempo === 0) return
    this.#watch.at(schedule.epoch)
    try {
      await this.#due(schedule)
    } catch (error) {
      this.#watch.failed(error)
      throw error
    }
  }

  async #due(schedule: Schedule): Promise<void> {
    if (schedule.commitReveal) {
      await this.#confirm(schedule)
      await this.#reveal(schedule)
    }
    await this.#commit(schedule)
  }

  #keep(open: readonly Commit[]): void {
    this.#open = open
    writeState(this.#options.path, open)
  }

  /** Learns from the chain in which epoch a commit counts; a crash may have come between sending and hearing. */
  async #confirm({ epoch }: Schedule): Promise<void> {
    const unsure = this.#open.filter(({ confirmed }) => !confirmed)
    if (unsure.length === 0) return
    const { chain, netuid, hotkey } = this.#options
    const known = new Map((await chain.openCommits(netuid, hotkey.account)).map(one => [one.hash, one.epoch]))
    const updated = this.#open.map(one => {
      const at = known.get(hash32(one.hash))
      return at === undefined ? one : { ...one, epoch: String(at), confirmed: true }
    })
    const kept = updated.filter(one => one.confirmed || BigInt(one.epoch) + LOST_AFTER >= epoch)
    for (const one of kept.filter(({ confirmed }) => confirmed)) this.#note(BigInt(one.epoch))
    this.#keep(kept)
  }

  async #reveal({ epoch, revealPeriod }: Schedule): Promise<void> {
    const { chain, netuid, hotkey } = this.#options
    const dueAt = (one: Commit): bigint => BigInt(one.epoch) + revealPeriod
    const ripe = this.#open.filter(one => one.confirmed && epoch >= dueAt(one))
    if (ripe.length === 0) return
    const waiting = new Set<string>((await chain.openCommits(netuid, hotkey.account)).map(({ hash }) => hash))
    for (const one of ripe) {
      if (epoch > dueAt(one)) this.#miss(one)
      // A reveal whose answer was lost has taken its commit away all the same.
      else if (waiting.has(one.hash)) await this.#send(one)
      else this.#revealed()
      this.#keep(this.#open.filter(other => other !== one))
    }
  }

  #miss({ epoch, hash }: Commit): void {
    const { netuid, logger } = this.#options
    this.#counts.missedReveals++
    this.#watch.lost(BigInt(epoch))
    logger.error({ netuid, epoch, hash }, 'weights were not revealed in their epoch and are lost')
  }

  async #send({ uids, values, salt, versionKey }: Commit): Promise<void> {
    const { chain, hotkey, netuid } = this.#options
    await chain.revealWeights(hotkey, netuid, { uids, values, salt, versionKey: BigInt(versionKey) })
    this.#revealed()
  }

  #revealed(): void {
    this.#counts.reveals++
    this.#watch.revealed()
  }

  async #commit(schedule: Schedule): Promise<void> {
    const { chain, hotkey, netuid, weights } = this.#options
    const { epoch, block, lastEpochBlock, tempo, versionKey, commitReveal } = schedule
    if (epoch <= this.#done) return
    const age = block - lastEpochBlock
    const left = tempo - age
    if (age < COMMIT_AT * tempo || left <= LAST_BLOCKS) return
    const list = weights(age >= WAIT_UNTIL * tempo)
    if (!list || list.uids.length === 0) return
    if (commitReveal) await this.#commitList(list, schedule)
    else await chain.setWeights(hotkey, netuid, { ...list, versionKey })
    this.#note(epoch)
    this.#counts.commits++
  }

  async #commitList({ uids, values }: WeightList, schedule: Schedule): Promise<void> {
    const { chain, hotkey, netuid } = this.#options
    const { epoch, versionKey } = schedule
    const salt = [...crypto.getRandomValues(new Uint16Array(SALT_ITEMS))]
    const hash = weightCommitHash({
      hotkey: hotkey.account,
      storageIndex: netuid,
      uids,
      values,
      salt,
      versionKey,
    })
    const one: Commit = {
      hash,
      uids: [...uids],
      values: [...values],
      salt,
      versionKey: String(versionKey),
      epoch: String(epoch),
      confirmed: false,
    }
    // On disk before it is sent: a commit whose salt is lost can only expire.
    this.#keep([...this.#open, one])
    await chain.commitWeights(hotkey, netuid, hash)
    await this.#confirm(schedule)
  }

  #note(epoch: bigint): void {
    if (epoch <= this.#done) return
    this.#done = epoch
    this.#watch.sent(epoch)
  }
}
