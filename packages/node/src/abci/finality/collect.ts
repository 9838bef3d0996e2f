// A proof's parts from where they are: our header from the store, the rest from the engine below us.
import { bytesToHex, encode, Header } from '@taonet/wire'
import { SignedHeader } from 'cosmjs-types/tendermint/types/types'
import { ValidatorSet } from 'cosmjs-types/tendermint/types/validator'
import type { EngineRpc } from '../engine-rpc.ts'
import { signedHeaderOf, validatorsOf } from './engine-json.ts'
import type { FinalityProof } from './proof.ts'

/** As many validators as the engine puts on a page. */
const PAGE = 100

/**
 * The proof of our block `header`, whose successor the engine has decided.
 * @throws NetError `engine` when it has not, or has discarded it.
 */
export async function collectFinality(engine: EngineRpc, header: Header): Promise<FinalityProof> {
  const height = String(header.number + 1)
  const signed = signedHeaderOf(await engine.ask('commit', { height }))
  const validators = validatorsOf(
    await engine.ask('validators', { height, page: '1', per_page: String(PAGE) }),
  )
  return {
    header: bytesToHex(encode(Header, header)),
    signedHeader: bytesToHex(SignedHeader.encode(signed).finish()),
    validatorSet: bytesToHex(ValidatorSet.encode(validators).finish()),
  }
}
