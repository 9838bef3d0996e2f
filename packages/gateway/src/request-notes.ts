// What surrounds every request: an id, a count, a bound on how many run at once, and a line in the log for those that fail.
import { randomUUID } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { errorResponse, Refused, refusalOf } from './openai-error.ts'
import type { Env, Serving } from './serving.ts'

/** Miners' own queues are much shorter; more than this is a flood. */
const MOST_IN_FLIGHT = 512

const ROUTES = new Set(['/v1/chat/completions', '/v1/embeddings', '/v1/models'])

/** The route of a path, from a fixed list: a metric must not have a label for everything that somebody asks for. */
export function routeOf(path: string): string {
  if (ROUTES.has(path)) return path
  return path.startsWith('/v1/models/') ? '/v1/models/:id' : 'other'
}

export class InFlight {
  #count = 0

  get count(): number {
    return this.#count
  }

  /** @returns The way to leave, once; undefined when there is no room. */
  enter(): (() => void) | undefined {
    if (this.#count >= MOST_IN_FLIGHT) return undefined
    this.#count++
    let left = false
    return () => {
      if (!left) this.#count--
      left = true
    }
  }
}

const full = (): Refused =>
  new Refused(503, 'busy', `More than ${MOST_IN_FLIGHT} requests are under way. Try again in a second.`)

/** For the routes of the API. */
export function noted({ metrics }: Pick<Serving, 'metrics'>, inFlight: InFlight): MiddlewareHandler<Env> {
  return async (context, next) => {
    const requestId = randomUUID()
    const started = performance.now()
    const leave = inFlight.enter()
    const done = (): void => {
      leave?.()
      metrics.request(routeOf(context.req.path), context.res.status, (performance.now() - started) / 1000)
    }
    const notes = { requestId, started, done, streaming: false }
    context.set('notes', notes)
    if (leave) await next()
    else context.res = errorResponse(full())
    context.header('x-request-id', requestId)
    if (!notes.streaming) done()
  }
}

/** The answer to whatever a route threw. */
export function failed(
  thrown: unknown,
  context: Context<Env>,
  { logger }: Pick<Serving, 'logger'>,
): Response {
  const refused = refusalOf(thrown)
  const log = {
    requestId: context.get('notes')?.requestId,
    path: routeOf(context.req.path),
    code: refused.body.error.code,
    status: refused.status,
  }
  if (refused.status === 500) logger?.error({ ...log, err: thrown }, 'request failed')
  else logger?.info(log, 'request refused')
  return errorResponse(refused)
}
