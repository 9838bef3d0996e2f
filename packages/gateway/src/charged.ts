// What a caller is charged: reserved before anybody is asked, settled by what it took, returned where it came to nothing.
import type { Accounts, Caller, Reservation, Wanted } from './accounts/index.ts'
import type { Account } from './answer-headers.ts'

export interface Tokens {
  readonly promptTokens: number
  readonly completionTokens: number
}

/** What a miner says of its tokens is believed as far as it was reserved: more than that cannot have been read and written. */
function believed({ promptTokens, completionTokens }: Tokens, most: number): Tokens {
  const completion = Math.min(completionTokens, most)
  return { promptTokens: Math.min(promptTokens, most - completion), completionTokens: completion }
}

/** @param most Tokens that were reserved. @returns What it costs, in units of the price list. */
export function settle(reservation: Reservation, account: Account, tokens: Tokens, most: number): number {
  const { model, miners, served } = account
  const used = { ...believed(tokens, most), model, netuid: served.netuid, uids: miners.map(({ uid }) => uid) }
  // Nobody who waits for an answer waits for that.
  void reservation.settle(used)
  return reservation.price(used)
}

export interface Charged {
  /** The caller's limits, as headers. */
  readonly limits: Readonly<Record<string, string>>
  readonly price: number
}

/** Work whose cost is known when it is done. @throws Refused as `Accounts.reserve`, and what the work throws. */
export async function charged<T extends { readonly account: Account; readonly tokens: Tokens }>(
  accounts: Accounts,
  caller: Caller,
  wanted: Wanted,
  work: () => Promise<T>,
): Promise<T & Charged> {
  const reservation = await accounts.reserve(caller, wanted)
  try {
    const done = await work()
    const price = settle(reservation, done.account, done.tokens, wanted.tokens)
    return { ...done, limits: reservation.headers, price }
  } catch (thrown) {
    await reservation.release()
    throw thrown
  }
}
