// A chain's past as an auditor needs it: what stood there at a block long gone.

import type { Client } from '@taonet/client'
import { NetUid, storage, Uid } from '@taonet/runtime/tables'
import { type AccountId, type Hash, NetError, type Published, readPublished } from '@taonet/wire'
import type { Head } from './neuron-chain.ts'

const { SubtensorModule: rows, Commitments } = storage

/** @throws NetError, also where the node keeps no state of the block. */
export interface Archive {
  head(): Promise<Head>
  blockHash(block: number): Promise<Hash | undefined>
  /** Epochs that the subnet has had, as of the end of a block. */
  epoch(netuid: number, block: number): Promise<bigint>
  published(netuid: number, hotkey: AccountId, block: number): Promise<Published | undefined>
  hotkey(netuid: number, uid: number, block: number): Promise<AccountId | undefined>
}

export function clientArchive(client: Client): Archive {
  const at = async (block: number) => {
    const hash = await client.blockHash(block)
    if (hash !== undefined) return client.at(hash)
    throw new NetError('no-block', `the chain has no block ${block}`, 'is this the chain the evidence is of?')
  }
  return {
    head: () => client.head(),
    blockHash: block => client.blockHash(block),
    epoch: async (netuid, block) => (await at(block)).get(rows.SubnetEpochIndex, NetUid(netuid)),
    async published(netuid, hotkey, block) {
      const found = await (await at(block)).get(Commitments.CommitmentOf, NetUid(netuid), hotkey)
      return found && readPublished(found.info.fields)
    },
    hotkey: async (netuid, uid, block) => (await at(block)).get(rows.Keys, NetUid(netuid), Uid(uid)),
  }
}
