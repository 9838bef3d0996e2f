// Whose request it is: a key of the accounts, or whoever comes from this machine without one; of a batch's line, the batch's.
import type { IncomingMessage } from 'node:http'
import { isLoopback } from '@taonet/neuron'
import type { Context, MiddlewareHandler } from 'hono'
import type { Accounts } from './accounts/index.ts'
import { batchCaller } from './batches/index.ts'
import type { Env } from './serving.ts'

/** As the HTTP server hands it over; a request that came by no socket is the process's own. */
const isIncoming = (env: unknown): env is { readonly incoming: IncomingMessage } =>
  typeof env === 'object' && env !== null && 'incoming' in env

/** What a reverse proxy passes on comes from somewhere else, whatever its own address is. */
function fromHere({ req, env }: Context<Env>): boolean {
  if (req.header('x-forwarded-for') !== undefined || req.header('forwarded') !== undefined) return false
  return !isIncoming(env) || isLoopback(env.incoming.socket.remoteAddress ?? '')
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
