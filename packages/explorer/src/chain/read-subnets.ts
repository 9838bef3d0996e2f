// Subnets as the page shows them: who they are, which changes seldom, and how they stand at one block.
import type { Reader } from '@taonet/client'
import { type NetUid, storage } from '@taonet/runtime/tables'
import { spotPrice } from './price.ts'
import { utf8 } from './utf8.ts'

const { SubtensorModule: subtensor, Swap } = storage

export interface SubnetIdentity {
  readonly netuid: NetUid
  /** What the owner calls it; undefined when he never said. */
  readonly name: string | undefined
  readonly description: string
  readonly symbol: string
  readonly dynamic: boolean
}

export interface Subnet extends SubnetIdentity {
  /** TAO per alpha. */
  readonly price: number
  readonly tempo: number
  readonly lastEpoch: number
  /** Block of the next epoch; undefined when the subnet never runs one. */
  readonly nextEpoch: number | undefined
  readonly neurons: number
  readonly seats: number
  /** alpha-rao paid to all neurons at the last epoch. */
  readonly paid: bigint
}

const ROOT = 0

/** Every subnet but root, by number. @throws NetError, RpcError. */
export async function readIdentities(reader: Reader): Promise<SubnetIdentity[]> {
  const found = await reader.entries(subtensor.NetworksAdded)
  const netuids = found
    .filter(([[netuid], exists]) => exists && netuid !== ROOT)
    .map(([[netuid]]) => netuid)
    .sort((a, b) => a - b)
  const keys = netuids.map((netuid): [NetUid] => [netuid])
  const [identities, symbols, mechanisms] = await Promise.all([
    reader.many(subtensor.SubnetIdentitiesV3, keys),
    reader.many(subtensor.TokenSymbol, keys),
    reader.many(subtensor.SubnetMechanism, keys),
  ])
  return netuids.map((netuid, i) => ({
    netuid,
    name: utf8(identities[i]?.subnet_name) || undefined,
    description: utf8(identities[i]?.description),
    symbol: utf8(symbols[i]) || 'α',
    dynamic: mechanisms[i] === 1,
  }))
}

/** The automatic epoch, or one asked for earlier (chain-emission §1.7). */
export function nextEpochBlock(tempo: number, last: bigint, pending: bigint): number | undefined {
  if (tempo === 0) return undefined
  const automatic = Number(last) + tempo
  return pending > 0n ? Math.min(automatic, Number(pending)) : automatic
}

/** How the subnets stand. @throws NetError, RpcError. */
export async function readSubnets(reader: Reader, identities: readonly SubnetIdentity[]): Promise<Subnet[]> {
  const keys = identities.map(({ netuid }): [NetUid] => [netuid])
  const [tempos, lasts, pendings, taos, alphas, balancers, neurons, seats, emissions] = await Promise.all([
    reader.many(subtensor.Tempo, keys),
    reader.many(subtensor.LastEpochBlock, keys),
    reader.many(subtensor.PendingEpochAt, keys),
    reader.many(subtensor.SubnetTAO, keys),
    reader.many(subtensor.SubnetAlphaIn, keys),
    reader.many(Swap.SwapBalancer, keys),
    reader.many(subtensor.SubnetworkN, keys),
    reader.many(subtensor.MaxAllowedUids, keys),
    reader.many(subtensor.Emission, keys),
  ])
  return identities.map((identity, i) => ({
    ...identity,
    price: spotPrice({
      tao: taos[i] ?? 0n,
      alpha: alphas[i] ?? 0n,
      quoteWeight: balancers[i]?.quote ?? 0n,
      dynamic: identity.dynamic,
    }),
    tempo: tempos[i] ?? 0,
    lastEpoch: Number(lasts[i] ?? 0n),
    nextEpoch: nextEpochBlock(tempos[i] ?? 0, lasts[i] ?? 0n, pendings[i] ?? 0n),
    neurons: neurons[i] ?? 0,
    seats: seats[i] ?? 0,
    paid: (emissions[i] ?? []).reduce((sum, part) => sum + part, 0n),
  }))
}

export const titleOf = ({ name, netuid }: Pick<SubnetIdentity, 'name' | 'netuid'>): string =>
  name ?? `Subnet ${netuid}`
