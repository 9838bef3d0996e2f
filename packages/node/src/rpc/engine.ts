// `engine_*`: blocks on request. Developer methods: only in the profiles `dev` and `local` (DESIGN §10).
import { RpcError, unknownBlock } from './error.ts'
import type { Methods, RpcNode } from './method.ts'

export function engineMethods({ chain, pool, sealer }: RpcNode): Methods {
  return {
    async engine_createBlock(params) {
      const createEmpty = params.flag(0, 'create_empty')
      const parent = params.hash(2, 'parent hash')
      if (parent !== undefined && parent !== chain.head.hash)
        throw new RpcError(20_002, 'Only the newest block may be built upon', chain.head.hash)
      if (!createEmpty && !pool.hasReady())
        throw new RpcError(
          20_001,
          'Empty transaction pool',
          'no transaction is ready and create_empty is false',
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
      if (chain.numberOf(hash) === undefined) throw unknownBlock(hash)
      return true
    },
  }
}
