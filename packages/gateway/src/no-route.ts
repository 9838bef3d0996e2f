// Requests for what is not here: another method of a path that is, or no path at all.
import type { Arrival, HttpAnswer } from './http/call.ts'
import type { Routes } from './http/routes.ts'
import { errorAnswer, Refused } from './openai-error.ts'

export function noRoute({ method, path }: Arrival, routes: Pick<Routes<unknown>, 'methodsAt'>): HttpAnswer {
  const others = routes.methodsAt(path)
  if (others.length === 0)
    return errorAnswer(new Refused(404, 'unknown_url', `There is no ${method} ${path} here.`))
  const allow = others.join(', ')
  const message = `${path} takes ${allow}, not ${method}.`
  return errorAnswer(new Refused(405, 'method_not_allowed', message, null, { allow }))
}
