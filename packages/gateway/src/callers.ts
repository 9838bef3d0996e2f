// Whose request it is: a key of the accounts, or whoever comes from this machine without one; of a batch's line, the batch's.
import type { IncomingMessage } from 'node:http'
import { isLoopback } from '@taonet/neuron'
import type { Context, MiddlewareHandler } from 'hono'
import { type Accounts, FREE } from './accounts/index.ts'
import { batchCaller } from './batches/index.ts'
import { isOwnHost } from './origin.ts'
import type { Env } from './serving.ts'

/** As the HTTP server hands it over; a request that came by no socket is the process's own. */
const isIncoming = (env: unknown): env is { readonly incoming: IncomingMessage } =>
  typeof env === 'object' && env !== null && 'incoming' in env

const BY_PROXIES = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via']

/**
 * What a reverse proxy passes on comes from somewhere else, whatever its own address is; and a page whose name was rebound to
 * this machine calls it by that name.
 */
function fromHere({ req, env }: Context<Env>): boolean {
  if (BY_PROXIES.some(name => req.header(name) !== undefined)) return false
  if (!isIncoming(env)) return true
  return isLoopback(env.incoming.socket.remoteAddress ?? '') && isOwnHost(req.header('host') ?? '')
}

/** For the routes of the API. Throws what `Accounts.identify` does. */
export function identified(accounts: Accounts): MiddlewareHandler<Env> {
  return async (context, next) => {
    const batched = batchCaller(context.env)
    context.get('notes').batched = batched !== undefined
    if (batched) {
      context.set('caller', batched)
      return next()
    }
    const loopback = fromHere(context)
    context.set('caller', await accounts.identify(context.req.header('authorization'), { loopback }))
    return next()
  }
}

/**
 * Who sends a request, as far as that is known: all requests of one sender leave by one validator, and senders take turns. A key
 * is one sender however its header is written; people without a key are told apart by what they send instead.
 */
export function senderOf(context: Context<Env>): string | undefined {
  const { id } = context.get('caller')
  return id === FREE ? context.req.header('authorization') : id
}
