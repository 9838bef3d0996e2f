// A chain in memory, for tests and benches of subnets: as many seats as one likes, epochs by hand, and commit-reveal by the
// rules of chain-weights-staking §4.2.

import {
  type AccountId,
  type Hash,
  hash32,
  type KeyPair,
  type Published,
  publishedFields,
  readPublished,
  sha256,
  weightCommitHash,
} from '@taonet/wire'
import type { AxonAddress, Head, NeuronChain, OpenCommit, Schedule, Seat } from './neuron-chain.ts'

export const TEMPO = 20

export interface Revealed {
  readonly epoch: bigint
  readonly weights: ReadonlyMap<number, number>
}

export class SimulatedChain implements NeuronChain {
  block = 1
  epoch = 0n
  lastEpochBlock = 0
  commitReveal = true
  /** Thrown by the next calls, one each. */
  readonly refusals: Error[] = []
  readonly revealed = new Map<AccountId, Revealed[]>()
  readonly published = new Map<AccountId, Published[]>()
  readonly #seats: Seat[] = []
  readonly #commits = new Map<AccountId, OpenCommit[]>()
  readonly #listeners = new Set<(head: Head) => void>()

  constructor(seats: readonly { readonly hotkey: AccountId; readonly validator?: boolean }[]) {
    seats.forEach(({ hotkey, validator = false }, uid) => {
      this.#seats.push({
        uid,
        hotkey,
        coldkey: hotkey,
        axon: undefined,
        validatorPermit: validator,
        incentive: 0,
        dividends: 0,
        emission: 0n,
        stake: validator ? 1_000n : 0n,
        rootStake: 0n,
        declaration: undefined,
        secrets: undefined,
      })
    })
  }

  #hash(block: number): Hash {
    return hash32(sha256(new TextEncoder().encode(`block ${block}`)))
  }

  /** One block; an epoch runs when it is due. Listeners have done their work when it resolves. */
  async advance(blocks = 1): Promise<void> {
    for (let i = 0; i < blocks; i++) {
      this.block++
      if (this.block - this.lastEpochBlock >= TEMPO) {
        this.epoch++
        this.lastEpochBlock = this.block
      }
      for (const listener of this.#listeners) listener(await this.head())
      // Everything here is synchronous behind its promises, so a few turns of the loop finish what the block started.
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
    }
  }

  async head(): Promise<Head> {
    return { number: this.block, hash: this.#hash(this.block) }
  }

  onBlock(listener: (head: Head) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  async seats(): Promise<readonly Seat[]> {
    return [...this.#seats]
  }

  async schedule(): Promise<Schedule> {
    const { block, epoch, lastEpochBlock, commitReveal } = this
    return { block, epoch, tempo: TEMPO, lastEpochBlock, commitReveal, revealPeriod: 1n, versionKey: 0n }
  }

  async openCommits(_netuid: number, hotkey: AccountId): Promise<readonly OpenCommit[]> {
    return [...(this.#commits.get(hotkey) ?? [])]
  }

  async allowsLoopback(): Promise<boolean> {
    return true
  }

  #take(): void {
    const refusal = this.refusals.shift()
    if (refusal) throw refusal
  }

  #change(hotkey: AccountId, part: Partial<Seat>): void {
    const at = this.#seats.findIndex(seat => seat.hotkey === hotkey)
    const seat = this.#seats[at]
    if (!seat) throw new Error('HotKeyNotRegisteredInNetwork')
    this.#seats[at] = { ...seat, ...part }
  }

  async serveAxon(signer: KeyPair, _netuid: number, axon: AxonAddress): Promise<void> {
    this.#take()
    this.#change(signer.account, { axon })
  }

  async publish(signer: KeyPair, _netuid: number, said: Published): Promise<void> {
    this.#take()
    const read = readPublished(publishedFields(said))
    if (!read) throw new Error('unreadable')
    this.published.set(signer.account, [...(this.published.get(signer.account) ?? []), read])
    this.#change(signer.account, {
      declaration: read.type === 'Miner' ? read.value : undefined,
      secrets: read.type === 'Validator' ? read.value : undefined,
    })
  }

  #reveal(hotkey: AccountId, uids: readonly number[], values: readonly number[]): void {
    const weights = new Map(uids.map((uid, i) => [uid, values[i] ?? 0]))
    this.revealed.set(hotkey, [...(this.revealed.get(hotkey) ?? []), { epoch: this.epoch, weights }])
  }

  async setWeights(
    signer: KeyPair,
    _netuid: number,
    w: Parameters<NeuronChain['setWeights']>[2],
  ): Promise<void> {
    this.#take()
    if (this.commitReveal) throw new Error('CommitRevealEnabled')
    this.#reveal(signer.account, w.uids, w.values)
  }

  async commitWeights(signer: KeyPair, _netuid: number, hash: Hash): Promise<void> {
    this.#take()
    const live = (this.#commits.get(signer.account) ?? []).filter(one => this.epoch <= one.epoch + 1n)
    this.#commits.set(signer.account, [...live, { hash, epoch: this.epoch }])
  }

  async revealWeights(
    signer: KeyPair,
    netuid: number,
    weights: Parameters<NeuronChain['revealWeights']>[2],
  ): Promise<void> {
    this.#take()
    const hash = weightCommitHash({ hotkey: signer.account, storageIndex: netuid, ...weights })
    const commits = this.#commits.get(signer.account) ?? []
    const found = commits.find(one => one.hash === hash)
    if (!found) throw new Error('NoWeightsCommitFound')
    if (this.epoch !== found.epoch + 1n) throw new Error('RevealTooEarly')
    this.#commits.set(signer.account, commits.slice(commits.indexOf(found) + 1))
    this.#reveal(signer.account, weights.uids, weights.values)
  }
}
