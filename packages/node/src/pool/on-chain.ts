// What joins a pool and a host: the pool's questions, always about the newest block, and the news of each block.
import { AccountId32, decode, encode, extrinsicHash, u32 } from '@taonet/wire'
import type { Block, HostPort } from '../host/port.ts'
import type { BlockNews, PoolChain } from './pool.ts'

export function poolChain({ query }: Pick<HostPort, 'query'>): PoolChain {
  const state = () => {
    const view = query.stateAt(query.head.number)
    if (!view) throw new RangeError('the store lost the state of its head')
    return view
  }
  return {
    get number() {
      return query.head.number
    },
    validate: extrinsic => query.runtime.validate(state(), extrinsic, query.head.hash),
    nonceOf: account =>
      decode(u32, query.runtime.call(state(), 'AccountNonceApi_account_nonce', encode(AccountId32, account))),
  }
}

export const blockNews = (block: Block): BlockNews => ({
  number: block.number,
  hash: block.hash,
  included: block.body.map(extrinsicHash),
  changed: key => block.changes.has(key),
})
