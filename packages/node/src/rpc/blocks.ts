// Blocks and states by what a client names them: a hash, or nothing for the newest.
import type { StateView } from '@taonet/runtime'
import { DigestItem, encode, type Hash, type Header } from '@taonet/wire'
import type { Chain } from '../chain.ts'
import { stateDiscarded, unknownBlock } from './error.ts'
import { hexOf } from './hex.ts'

export function numberAt(chain: Chain, hash: Hash | undefined): number {
  if (hash === undefined) return chain.head.number
  const number = chain.numberOf(hash)
  if (number === undefined) throw unknownBlock(hash)
  return number
}

export function viewAt(chain: Chain, hash: Hash | undefined): StateView {
  const number = numberAt(chain, hash)
  const view = chain.viewAt(number)
  if (!view) throw stateDiscarded(hash ?? chain.head.hash)
  return view
}

/** The state itself, for runtime calls: they compute the views they need. */
export function stateAt(chain: Chain, hash: Hash | undefined): StateView {
  const state = chain.stateAt(numberAt(chain, hash))
  if (!state) throw stateDiscarded(hash ?? chain.head.hash)
  return state
}

/** A header as JSON-RPC writes it. */
export const headerJson = (header: Header) => ({
  parentHash: header.parent_hash,
  number: `0x${header.number.toString(16)}`,
  stateRoot: header.state_root,
  extrinsicsRoot: header.extrinsics_root,
  digest: { logs: header.digest.logs.map(log => hexOf(encode(DigestItem, log))) },
})
