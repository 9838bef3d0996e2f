// `engine_*`: blocks on request. Developer methods: only in the profiles `dev` and `local` (DESIGN §10).
import { RpcError } from './error.ts'
import type { Alone, Methods, RpcNode } from './method.ts'

/** As the field's nodes with manual sealing number them. */
const EMPTY_TRANSACTION_POOL = 12_000
const BLOCK_NOT_FOUND = 13_000
const BLOCKCHAIN_ERROR = 16_000

export function engineMethods({ chain, pool }: RpcNode, { sealer }: Alone): Methods {
  return {
    async engine_createBlock(params) {
      const createEmpty = params.flag(0, 'create_empty')
      const parent = params.hash(2, 'parent hash')
      if (parent !== undefined && parent !== chain.head.hash)
        throw new RpcError(BLOCK_NOT_FOUND, `Supplied parent_hash: ${parent} doesn't exist in chain`)
      if (!createEmpty && !pool.hasReady())
        throw new RpcError(
          EMPTY_TRANSACTION_POOL,
          'Transaction pool is empty, set create_empty to true, if you want to create empty blocks',
        )
      const { hash } = await sealer.seal()
      const aux = {
        headerOnly: false,
        clearJustificationRequests: false,
        needsJustification: false,
        badJustification: false,
        isNewBest: true,
      }
      return { hash, aux }
    },
    /** Every block is final already: true for a block we have. */
    engine_finalizeBlock(params) {
      const hash = params.neededHash(0, 'block hash')
      if (chain.numberOf(hash) === undefined)
        throw new RpcError(
          BLOCKCHAIN_ERROR,
          `Finalization Error: UnknownBlock: Header was not found in the database: ${hash}`,
        )
      return true
    },
  }
}
