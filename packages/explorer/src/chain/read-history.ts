// What miners earned at past epochs, read from the state of the blocks in which those epochs ran.
import type { Client } from '@taonet/client'
import { type NetUid, StorageIndex, storage } from '@taonet/runtime/tables'
import { spotPrice } from './price.ts'
import { asShares } from './share.ts'

const { SubtensorModule: subtensor, Swap } = storage

export interface EpochPoint {
  readonly block: number
  /** Incentive by uid, 0 … 1. */
  readonly shares: readonly number[]
  /** TAO per alpha. */
  readonly price: number
}

interface Step {
  readonly point: EpochPoint
  /** Block of the epoch before; 0 = none. */
  readonly before: number
}

/** @throws NetError, RpcError: a node keeps only so many states. */
async function readEpoch(client: Client, netuid: NetUid, block: number): Promise<Step | undefined> {
  const [hash, previous] = await Promise.all([client.blockHash(block), client.blockHash(block - 1)])
  if (hash === undefined || previous === undefined) return undefined
  const at = client.at(hash)
  const [incentive, tao, alpha, balancer, mechanism, before] = await Promise.all([
    at.get(subtensor.Incentive, StorageIndex(netuid)),
    at.get(subtensor.SubnetTAO, netuid),
    at.get(subtensor.SubnetAlphaIn, netuid),
    at.get(Swap.SwapBalancer, netuid),
    at.get(subtensor.SubnetMechanism, netuid),
    client.at(previous).get(subtensor.LastEpochBlock, netuid),
  ])
  const price = spotPrice({ tao, alpha, quoteWeight: balancer.quote, dynamic: mechanism === 1 })
  return { point: { block, shares: asShares(incentive), price }, before: Number(before) }
}

/**
 * Epochs from `newest` back to the one after `known`, oldest first, at most `most`. Epochs in which nobody was paid end the
 * walk: the subnet had not started. A state that the node no longer keeps ends it too.
 */
export async function readEpochs(
  client: Client,
  netuid: NetUid,
  newest: number,
  known: number,
  most: number,
): Promise<EpochPoint[]> {
  const points: EpochPoint[] = []
  let block = newest
  while (block > known && points.length < most) {
    const step = await readEpoch(client, netuid, block).catch(() => undefined)
    if (!step || step.point.shares.every(share => share === 0)) break
    points.unshift(step.point)
    block = step.before
  }
  return points
}
