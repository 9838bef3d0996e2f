// The chain in memory with its past: what an auditor asks of an archive.

import type { AccountId, Hash, KeyPair, Published } from '@taonet/wire'
import type { Archive } from '../src/chain/archive.ts'
import type { Head } from '../src/chain/neuron-chain.ts'
import { SimulatedChain } from './simulated-chain.ts'

interface Said {
  readonly block: number
  readonly hotkey: AccountId
  readonly published: Published
}

export class RecordedChain extends SimulatedChain {
  readonly #blocks = new Map<number, { readonly hash: Hash; readonly epoch: bigint }>()
  readonly #said: Said[] = []

  constructor(seats: ConstructorParameters<typeof SimulatedChain>[0]) {
    super(seats)
    const note = ({ number, hash }: Head): void => void this.#blocks.set(number, { hash, epoch: this.epoch })
    this.head().then(note)
    this.onBlock(note)
  }

  override async publish(signer: KeyPair, netuid: number, said: Published): Promise<void> {
    await super.publish(signer, netuid, said)
    const published = this.published.get(signer.account)?.at(-1)
    if (published) this.#said.push({ block: this.block, hotkey: signer.account, published })
  }

  archive(): Archive {
    return {
      head: () => this.head(),
      blockHash: async block => this.#blocks.get(block)?.hash,
      epoch: async (_netuid, block) => this.#blocks.get(block)?.epoch ?? 0n,
      published: async (_netuid, hotkey, block) =>
        this.#said.findLast(one => one.hotkey === hotkey && one.block <= block)?.published,
      hotkey: async (_netuid, uid) => (await this.seats())[uid]?.hotkey,
    }
  }
}
