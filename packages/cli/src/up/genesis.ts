// The genesis of `taonet up`: the development chain's, with everybody of the plan funded.
import { defaultGenesis } from '@taonet/node'
import { createRuntime, type GenesisSpec, PROFILES } from '@taonet/runtime'
import { type Hash, headerHash, Trie } from '@taonet/wire'
import type { Identity } from './wallets.ts'

const RAO_PER_TAO = 1_000_000_000n

export function genesisFor(identities: readonly Identity[]): GenesisSpec {
  const base = defaultGenesis('dev')
  const funded = identities.map(
    ({ coldkey, participant }) => [coldkey, String(BigInt(participant.funds) * RAO_PER_TAO)] as const,
  )
  return { ...base, chain: 'taonet development', balances: [...base.balances, ...funded] }
}

export interface ChainFacts {
  readonly genesis: Hash
  readonly specVersion: number
  readonly transactionVersion: number
}

/** What signatures are bound to, known before the chain runs. */
export function chainFacts(spec: GenesisSpec): ChainFacts {
  const runtime = createRuntime(PROFILES[spec.profile])
  const root = Trie.empty.apply(runtime.genesis(spec)).root()
  return {
    genesis: headerHash(runtime.genesisHeader(root)),
    specVersion: runtime.version.specVersion,
    transactionVersion: runtime.version.transactionVersion,
  }
}
