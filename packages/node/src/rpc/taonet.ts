// `taonet_*`: what only we have.
import { isNetError } from '@taonet/wire'
import { numberAt } from './blocks.ts'
import { RpcError } from './error.ts'
import type { Methods, RpcNode } from './method.ts'

const NO_PROOF = 21_000
const MAX_HEIGHT = 0xffff_ffff

/** Proofs exist where validators vote; a chain that one process decides has none. */
export function finalityMethods({ chain }: RpcNode, prove: NonNullable<RpcNode['prove']>): Methods {
  return {
    /**
     * Of a block; of the newest one that has a proof, its successor being decided, unless a hash is given. It begins at the
     * genesis, or at a height of the engine's that the verifier trusts.
     */
    async taonet_finalityProof(params) {
      const hash = params.hash(0, 'block hash')
      const from = params.get(1) === undefined ? undefined : params.count(1, 'trusted height', MAX_HEIGHT)
      const number = hash === undefined ? chain.head.number - 1 : numberAt(chain, hash)
      if (number < 0 || number >= chain.head.number)
        throw new RpcError(NO_PROOF, 'No proof yet', "a block's proof comes with the next block")
      const header = chain.header(number)
      if (!header) throw new RpcError(NO_PROOF, 'No proof', `block ${number} is not kept`)
      try {
        return await prove(header, from)
      } catch (thrown) {
        if (!isNetError(thrown)) throw thrown
        throw new RpcError(NO_PROOF, 'No proof', thrown.message)
      }
    },
  }
}
