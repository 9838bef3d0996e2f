// One line per epoch: which subnet, who earned what, in alpha and in TAO at the pool's price.
import type { Client } from '@taonet/client'
import { NetUid, Uid } from '@taonet/runtime'
import { neurons, staking } from '@taonet/runtime/tables'
import type { Hash } from '@taonet/wire'
import { amount, dim } from '../terminal.ts'

export interface Earned {
  readonly name: string
  readonly alpha: bigint
}

export interface EpochLine {
  readonly block: number
  readonly netuid: number
  readonly earned: readonly Earned[]
  /** TAO per alpha, scaled by 1e9. */
  readonly price: bigint
}

type Names = ReadonlyMap<string, string>

const isAmounts = (value: unknown): value is readonly bigint[] =>
  Array.isArray(value) && value.every(one => typeof one === 'bigint')

/** The epochs that ended in a block. */
export async function epochsIn(
  client: Client,
  hash: Hash,
  block: number,
  names: Names,
): Promise<readonly EpochLine[]> {
  const records = await client.events(hash)
  const found = records.flatMap(({ event }) =>
    event.name === 'IncentiveAlphaEmittedToMiners' ? [event.fields] : [],
  )
  return Promise.all(
    found.map(async fields => {
      const netuid = NetUid(Number(fields.netuid))
      const amounts = isAmounts(fields.emissions) ? fields.emissions : []
      return {
        block,
        netuid,
        earned: await nameThem(client, hash, netuid, amounts, names),
        price: await priceOf(client, hash, netuid),
      }
    }),
  )
}

async function nameThem(
  client: Client,
  hash: Hash,
  netuid: NetUid,
  amounts: readonly bigint[],
  names: Names,
): Promise<readonly Earned[]> {
  const paid = amounts.map((alpha, uid) => ({ uid: Uid(uid), alpha })).filter(({ alpha }) => alpha > 0n)
  const keys = await client.at(hash).many(
    neurons.storage.Keys,
    paid.map(({ uid }) => [netuid, uid] as [NetUid, Uid]),
  )
  return paid
    .map(({ uid, alpha }, i) => ({ name: names.get(keys[i] ?? '') ?? `uid ${uid}`, alpha }))
    .sort((a, b) => (a.alpha > b.alpha ? -1 : 1))
}

async function priceOf(client: Client, hash: Hash, netuid: NetUid): Promise<bigint> {
  const reader = client.at(hash)
  const [tao, alpha] = await Promise.all([
    reader.get(staking.storage.SubnetTAO, netuid),
    reader.get(staking.storage.SubnetAlphaIn, netuid),
  ])
  return alpha === 0n ? 0n : (tao * 1_000_000_000n) / alpha
}

export function printEpoch({ block, netuid, earned, price }: EpochLine, subnet: string): string {
  const list = earned.map(
    ({ name, alpha }) =>
      `${name} ${amount(alpha, 3)} α ${dim(`(${amount((alpha * price) / 1_000_000_000n, 3)} τ)`)}`,
  )
  return `${dim(`#${block}`)} epoch ${subnet} ${dim(`sn${netuid}`)}  ${list.length === 0 ? 'no miner was paid: no weights were revealed yet' : list.join('  ')}`
}
