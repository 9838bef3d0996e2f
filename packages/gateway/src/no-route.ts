// Requests for what is not here: another method of a path that is, or no path at all.
import type { Context, Hono } from 'hono'
import { errorResponse, Refused } from './openai-error.ts'
import type { Env } from './serving.ts'

/** After all routes are there. Paths with a part of their own, such as an id, count as whatever they are asked for. */
export function noRoute(app: Hono<Env>): (context: Context<Env>) => Response {
  const methods = Map.groupBy(
    app.routes.filter(({ method, path }) => method !== 'ALL' && path !== '*'),
    ({ path }) => path,
  )
  return ({ req: { method, path } }) => {
    const others = methods.get(path)?.map(one => one.method) ?? []
    if (others.length === 0)
      return errorResponse(new Refused(404, 'unknown_url', `There is no ${method} ${path} here.`))
    const allow = [...new Set(others)].join(', ')
    const message = `${path} takes ${allow}, not ${method}.`
    return errorResponse(new Refused(405, 'method_not_allowed', message, null, { allow }))
  }
}
