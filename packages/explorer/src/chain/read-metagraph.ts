// A subnet's neurons, all of one block: seats, shares of the last epoch, stake, and what each says it runs.
import type { Reader } from '@taonet/client'
import { type NetUid, StorageIndex, storage } from '@taonet/runtime/tables'
import { type AccountId, type Published, readPublished } from '@taonet/wire'
import { shareAt } from './share.ts'

const { SubtensorModule: subtensor, Commitments } = storage

export type Role = 'owner' | 'validator' | 'miner' | 'idle'

export interface Neuron {
  readonly uid: number
  readonly hotkey: AccountId
  readonly role: Role
  /** What a miner declares it runs. */
  readonly model: string | undefined
  readonly engine: string | undefined
  /** Shares of the last epoch, 0 … 1. */
  readonly incentive: number
  readonly dividends: number
  /** alpha-rao earned at the last epoch. */
  readonly emission: bigint
  /** alpha-rao staked to the hotkey by everybody. */
  readonly stake: bigint
  /** Block of the last weights set or committed. */
  readonly lastUpdate: number
  readonly registeredAt: number
}

export interface Metagraph {
  readonly netuid: NetUid
  readonly block: number
  readonly neurons: readonly Neuron[]
}

interface Signs {
  readonly isOwner: boolean
  readonly published: Published | undefined
  readonly incentive: number
  readonly dividends: number
  readonly serves: boolean
}

/**
 * What a seat is for. A miner's pay is staked to its own hotkey and so earns it a permit in time: what a hotkey publishes,
 * earns and serves tells more than the permit does.
 */
export function roleOf({ isOwner, published, incentive, dividends, serves }: Signs): Role {
  if (published) return published.type === 'Miner' ? 'miner' : 'validator'
  if (isOwner) return 'owner'
  if (dividends > 0) return 'validator'
  return incentive > 0 || serves ? 'miner' : 'idle'
}

/** @throws NetError, RpcError. */
export async function readMetagraph(reader: Reader, netuid: NetUid, block: number): Promise<Metagraph> {
  // Mechanism 0 has the subnet's own number (chain-epoch §2.1).
  const index = StorageIndex(netuid)
  const [keys, incentive, dividends, emission, updates, registered, axons, commitments, owner] =
    await Promise.all([
      reader.entries(subtensor.Keys, netuid),
      reader.get(subtensor.Incentive, index),
      reader.get(subtensor.Dividends, netuid),
      reader.get(subtensor.Emission, netuid),
      reader.get(subtensor.LastUpdate, index),
      reader.entries(subtensor.BlockAtRegistration, netuid),
      reader.entries(subtensor.Axons, netuid),
      reader.entries(Commitments.CommitmentOf, netuid),
      reader.get(subtensor.SubnetOwnerHotkey, netuid),
    ])
  const stakes = await reader.many(
    subtensor.TotalHotkeyAlpha,
    keys.map(([, hotkey]): [AccountId, NetUid] => [hotkey, netuid]),
  )
  const since = new Map(registered.map(([[, uid], at]) => [uid, Number(at)]))
  const serving = new Set(axons.flatMap(([[, hotkey], axon]) => (axon.port > 0 ? [hotkey] : [])))
  const published = new Map(commitments.map(([[, hotkey], { info }]) => [hotkey, readPublished(info.fields)]))
  const neurons = keys.map(([[, uid], hotkey], i): Neuron => {
    const says = published.get(hotkey)
    const declared = says?.type === 'Miner' ? says.value : undefined
    const shares = { incentive: shareAt(incentive, uid), dividends: shareAt(dividends, uid) }
    const signs = { ...shares, isOwner: hotkey === owner, published: says, serves: serving.has(hotkey) }
    return {
      uid,
      hotkey,
      role: roleOf(signs),
      model: declared?.model,
      engine: declared?.engine,
      ...shares,
      emission: emission[uid] ?? 0n,
      stake: stakes[i] ?? 0n,
      lastUpdate: Number(updates[uid] ?? 0n),
      registeredAt: since.get(uid) ?? 0,
    }
  })
  return { netuid, block, neurons: neurons.sort((a, b) => a.uid - b.uid) }
}
