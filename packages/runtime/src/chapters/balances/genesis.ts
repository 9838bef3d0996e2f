// The first balances.
import type { GenesisSpec } from '../../genesis-spec.ts'
import { Tao } from '../../nouns.ts'
import type { World } from '../../world.ts'
import { issue } from './ledger.ts'

export function balancesGenesis(world: World, { balances }: GenesisSpec): void {
  for (const [account, rao] of balances) issue(world, account, Tao(BigInt(rao)))
}
