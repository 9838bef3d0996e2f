// What a chain is told apart by before it has a block.
import type { GenesisSpec, Runtime } from '@taonet/runtime'
import { type Hash, headerHash, Trie } from '@taonet/wire'

/** The hash of block 0 of the chain that `genesis` describes. */
export const genesisHash = (runtime: Runtime, genesis: GenesisSpec): Hash =>
  headerHash(runtime.genesisHeader(Trie.empty.apply(runtime.genesis(genesis)).root()))
