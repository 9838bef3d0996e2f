// What a neuron needs of a chain, and no more: hosts hand in a client, tests a network of their own.

import type { AccountId, Declaration, EpochSecrets, Hash, KeyPair, Published } from '@taonet/wire'

export interface Head {
  readonly number: number
  readonly hash: Hash
}

export interface AxonAddress {
  readonly host: string
  readonly port: number
  /** SHA-256 of its TLS key; undefined = it is called in plain HTTP. */
  readonly pin?: Hash | undefined
}

/** One seat of a subnet, all of one block. */
export interface Seat {
  readonly uid: number
  readonly hotkey: AccountId
  readonly coldkey: AccountId
  readonly axon: AxonAddress | undefined
  readonly validatorPermit: boolean
  /** Shares of the last epoch, 0 … 1. */
  readonly incentive: number
  readonly dividends: number
  /** Alpha of the last epoch, in rao. */
  readonly emission: bigint
  /** Alpha of the hotkey on this subnet, in rao. */
  readonly stake: bigint
  /** TAO of the hotkey on root, in rao. */
  readonly rootStake: bigint
  readonly declaration: Declaration | undefined
  readonly secrets: EpochSecrets | undefined
}

/** When epochs run and weights count (chain-emission §1.7, chain-weights-staking §4.2), all of one block. */
export interface Schedule {
  readonly block: number
  readonly epoch: bigint
  readonly tempo: number
  readonly lastEpochBlock: number
  readonly commitReveal: boolean
  readonly revealPeriod: bigint
  readonly versionKey: bigint
}

export interface OpenCommit {
  readonly hash: Hash
  readonly epoch: bigint
}

export interface RevealedWeights {
  readonly uids: readonly number[]
  readonly values: readonly number[]
  readonly salt: readonly number[]
  readonly versionKey: bigint
}

/** Every call waits until its extrinsic is in a block. @throws NetError or the client's ChainError. */
export interface NeuronChain {
  head(): Promise<Head>
  onBlock(listener: (head: Head) => void): () => void
  seats(netuid: number): Promise<readonly Seat[]>
  schedule(netuid: number): Promise<Schedule>
  /** The hotkey's commits that wait for their reveal, oldest first. */
  openCommits(netuid: number, hotkey: AccountId): Promise<readonly OpenCommit[]>
  /** Whether this chain's axons may stand on loopback addresses (DESIGN §5). */
  allowsLoopback(): Promise<boolean>
  serveAxon(signer: KeyPair, netuid: number, address: AxonAddress): Promise<void>
  publish(signer: KeyPair, netuid: number, published: Published): Promise<void>
  setWeights(signer: KeyPair, netuid: number, weights: Omit<RevealedWeights, 'salt'>): Promise<void>
  commitWeights(signer: KeyPair, netuid: number, hash: Hash): Promise<void>
  revealWeights(signer: KeyPair, netuid: number, weights: RevealedWeights): Promise<void>
}
