// Who takes part in `taonet up`: a pure function of a few numbers, so that the terminal, the wallets, the genesis, the
// extrinsics and the processes all speak of the same people.
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
  readonly subnets: readonly { readonly netuid: number; readonly name: 'text' | 'embeddings' }[]
  readonly participants: readonly Participant[]
}

export interface PlanOptions {
  readonly subnets?: readonly ('text' | 'embeddings')[]
  readonly validators?: number
  readonly textMiners?: number
  readonly embeddingMiners?: number
  readonly cheats?: number
  readonly firstPort?: number
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

export function makePlan(options: PlanOptions = {}): Plan {
  const names = options.subnets ?? ['text', 'embeddings']
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
    funds: 20_000,
    stake: 0,
    port: undefined,
    cheat: false,
  }
  return {
    subnets,
    participants: [
      owner,
      ...validators,
      ...miners('text', options.textMiners ?? 6, false),
      ...miners('text', options.cheats ?? 1, true),
      ...miners('embeddings', options.embeddingMiners ?? 2, false),
    ],
  }
}
