// A miner's bid: what it asks for a second of one job, in rao, counted by the deadline that the caller reserves and not by
// anybody's clock. It stands in the declaration on chain, as part of the model's name, so that all callers see the same.

import type { Declaration } from '@taonet/wire'

const BID = /^wasm@(0|[1-9]\d{0,11})$/

export const modelOf = (price: number): string => `wasm@${price}`

/** Undefined where the declaration bids nothing that can be read. */
export function bidOf(declaration: Declaration | undefined): number | undefined {
  const price = BID.exec(declaration?.model ?? '')?.[1]
  return price === undefined ? undefined : Number(price)
}

/**
 * What a bid leaves of the value of the work, 0 … 1: all of it up to the fair price, in inverse proportion above, nothing
 * above the highest. Below the fair price nothing more is gained, so nobody is driven to bid nothing.
 */
export function affordable(price: number | undefined, fair: number, highest: number): number {
  if (price === undefined || price > highest) return 0
  return price <= fair ? 1 : fair / price
}
