// The epochs a subnet has had, found by walking its schedule backwards, and who earned what in them.
import { type Chain, list, num } from './expected-pay/chain-view.ts'

/** Blocks in which the subnet's epochs ran, oldest first. */
export async function epochBlocks(
  chain: Chain,
  netuid: number,
  known: readonly number[] = [],
): Promise<number[]> {
  const newest = known.at(-1) ?? 0
  const found: number[] = []
  for (let block = await chain.head(); block > newest; ) {
    const view = await chain.at(block)
    const last = num(await view.read('lastEpochBlock', netuid))
    // A subnet's creation sets a block at which no epoch ran (chain-emission §1.7).
    if (last <= newest || num(await view.read('subnetEpochIndex', netuid)) === 0) break
    found.push(last)
    block = last - 1
  }
  return [...known, ...found.reverse()]
}

export interface Ranking {
  readonly block: number
  /** Incentive of 65535 by hotkey; empty when the epoch paid no miner. */
  readonly incentives: ReadonlyMap<string, number>
}

export async function rankingAt(chain: Chain, netuid: number, block: number): Promise<Ranking> {
  const view = await chain.at(block)
  const incentive = list(await view.read('incentive', netuid)).map(num)
  if (incentive.every(one => one === 0)) return { block, incentives: new Map() }
  const hotkeys = await Promise.all(
    incentive.map(async (_, uid) => String(await view.read('keys', netuid, uid))),
  )
  return { block, incentives: new Map(hotkeys.map((hotkey, uid) => [hotkey, incentive[uid] ?? 0])) }
}

/** Every epoch from the first that paid a miner, oldest first. Cached: a block's past does not change. */
export function followRankings(chain: Chain, netuid: number): () => Promise<readonly Ranking[]> {
  let blocks: number[] = []
  const rankings: Ranking[] = []
  return async () => {
    blocks = await epochBlocks(chain, netuid, blocks)
    for (const block of blocks.slice(rankings.length)) rankings.push(await rankingAt(chain, netuid, block))
    const first = rankings.findIndex(one => one.incentives.size > 0)
    return first < 0 ? [] : rankings.slice(first)
  }
}
