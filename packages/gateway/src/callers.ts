// Whose request it is: a key of the accounts, or whoever comes from this machine without one; of a batch's line, the batch's.
import { isLoopback } from '@taonet/neuron'
import { type Accounts, type Caller, FREE } from './accounts/index.ts'
import type { Arrival, Call } from './http/call.ts'
import { isOwnHost } from './origin.ts'

const BY_PROXIES = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via']

/**
 * What a reverse proxy passes on comes from somewhere else, whatever its own address is; and a page whose name was rebound to
 * this machine calls it by that name.
 */
function fromHere(arrival: Arrival): boolean {
  if (BY_PROXIES.some(name => arrival.header(name) !== undefined)) return false
  if (arrival.remote === undefined) return true
  return isLoopback(arrival.remote) && isOwnHost(arrival.header('host') ?? '')
}

/** @throws as `Accounts.identify`. */
export async function identified(accounts: Accounts, arrival: Arrival): Promise<Caller> {
  if (arrival.batch) return arrival.batch
  return accounts.identify(arrival.header('authorization'), { loopback: fromHere(arrival) })
}

/**
 * Who sends a request, as far as that is known: all requests of one sender leave by one validator, and senders take turns. A key
 * is one sender however its header is written; people without a key are told apart by what they send instead.
 */
export const senderOf = ({ caller, arrival }: Call): string | undefined =>
  caller.id === FREE ? arrival.header('authorization') : caller.id
