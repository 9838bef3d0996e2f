// Who takes part in `taonet up`: a pure function of a few numbers, so that the terminal, the wallets, the genesis, the
// extrinsics and the processes all speak of the same people.
import { SUBNET_NAMES, type SubnetName } from '../known-subnets.ts'

export type Role = 'owner' | 'validator' | 'miner'

export interface Participant {
  readonly role: Role
  /** Name of the wallet; its hotkey is `default`. */
  readonly wallet: string
  readonly netuids: readonly number[]
  /** TAO at genesis. */
  readonly funds: number
  /** TAO staked on each of its subnets before the first epoch. */
  readonly stake: number
  readonly port: number | undefined
  /** A miner that answers fluently, at once, and without a model. */
  readonly cheat: boolean
}

export interface Plan {
  readonly subnets: readonly { readonly netuid: number; readonly name: SubnetName }[]
  readonly participants: readonly Participant[]
}

export interface PlanOptions {
  readonly subnets?: readonly SubnetName[]
  readonly validators?: number
  readonly cheats?: number
  readonly firstPort?: number
}

/** Honest miners of each subnet: enough of a kind to rank, few enough for one machine. */
const MINERS: Readonly<Record<SubnetName, number>> = { text: 6, embeddings: 2, vision: 2, compute: 2 }

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

export function makePlan(options: PlanOptions = {}): Plan {
  const names = options.subnets ?? SUBNET_NAMES
  const subnets = names.map((name, i) => ({ netuid: i + 1, name }))
  const netuidOf = (name: string): number[] => subnets.filter(one => one.name === name).map(one => one.netuid)
  const firstPort = options.firstPort ?? 8091
  let port = firstPort
  const miners = (name: string, count: number, cheat: boolean): Participant[] =>
    netuidOf(name).flatMap(netuid =>
      range(count).map(i => ({
        role: 'miner',
        wallet: cheat ? `cheat-${i + 1}` : `${name}-miner-${i + 1}`,
        netuids: [netuid],
        funds: 1_000,
        stake: 0,
        port: port++,
        cheat,
      })),
    )
  // Different stakes, so that the weighted median has something to weigh; none holds a majority.
  const validators: Participant[] = range(options.validators ?? 3).map(i => ({
    role: 'validator',
    wallet: `validator-${i + 1}`,
    netuids: subnets.map(one => one.netuid),
    funds: 10_000,
    stake: 120 - 20 * Math.min(i, 4),
    port: undefined,
    cheat: false,
  }))
  const owner: Participant = {
    role: 'owner',
    wallet: 'owner',
    netuids: subnets.map(one => one.netuid),
    // Each subnet costs twice what the one before did (chain-registry §3.1).
    funds: 40_000,
    stake: 0,
    port: undefined,
    cheat: false,
  }
  return {
    subnets,
    participants: [
      owner,
      ...validators,
      ...miners('text', MINERS.text, false),
      ...miners('text', options.cheats ?? 1, true),
      ...names.filter(name => name !== 'text').flatMap(name => miners(name, MINERS[name], false)),
    ],
  }
}
