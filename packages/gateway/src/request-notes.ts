// What surrounds every request: an id, a count, a bound on how many run at once, and a line in the log for those that fail.
import { randomUUID } from 'node:crypto'
import { isNetError } from '@taonet/wire'
import type { Context, MiddlewareHandler } from 'hono'
import { errorResponse, Refused, refusalOf } from './openai-error.ts'
import { callerGone } from './routing/asking.ts'
import { DEADLINE_HEADER, deadlineOf, noDeadline } from './routing/deadline.ts'
import type { Env, RequestNotes, Serving } from './serving.ts'

/** More than may be with miners and wait for them; each costs memory, so more than this is a flood. */
const MOST_IN_FLIGHT = 4_096

export const REQUEST_ID_HEADER = 'x-request-id'

const ROUTES = new Set([
  '/v1/chat/completions',
  '/v1/completions',
  '/v1/responses',
  '/v1/embeddings',
  '/v1/moderations',
  '/v1/files',
  '/v1/batches',
  '/v1/models',
  '/v1/status',
])

/** The route of a path, from a fixed list: a metric must not have a label for everything that somebody asks for. */
function routeOf(path: string): string {
  if (ROUTES.has(path)) return path
  return path.startsWith('/v1/models/') ? '/v1/models/:id' : 'other'
}

export class InFlight {
  #count = 0
  #onEmpty: () => void = () => {}

  get count(): number {
    return this.#count
  }

  /** @returns The way to leave, once; undefined when there is no room. */
  enter(): (() => void) | undefined {
    if (this.#count >= MOST_IN_FLIGHT) return undefined
    this.#count++
    let left = false
    return () => {
      if (left) return
      left = true
      this.#count--
      if (this.#count === 0) this.#onEmpty()
    }
  }

  /** Resolves when nobody is under way any more, or after so many milliseconds. */
  empty(milliseconds: number): Promise<void> {
    if (this.#count === 0) return Promise.resolve()
    return new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds)
      this.#onEmpty = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

const full = (): Refused =>
  new Refused(503, 'busy', `More than ${MOST_IN_FLIGHT} requests are under way. Try again in a second.`)

const closing = (): Refused =>
  new Refused(503, 'closed', 'This gateway is closing. Ask again in a few seconds.', null, {
    connection: 'close',
    'retry-after': '2',
  })

/** The id among the headers of an answer that is made without the context's; no other is added to it later. */
export function named(notes: RequestNotes): Readonly<Record<string, string>> {
  notes.named = true
  return { [REQUEST_ID_HEADER]: notes.requestId }
}

/** For the routes of the API. `draining`: whoever comes after it is refused. */
export function noted(
  { metrics, level, deadline }: Pick<Serving, 'metrics' | 'level' | 'deadline'>,
  inFlight: InFlight,
  draining: AbortSignal,
): MiddlewareHandler<Env> {
  return async (context, next) => {
    const requestId = randomUUID()
    const started = performance.now()
    const leave = inFlight.enter()
    const done = (): void => {
      leave?.()
      const { method, path } = context.req
      const [route, { status }, time] = [routeOf(path), context.res, performance.now() - started]
      metrics.request(route, status, time / 1_000)
      // What only reads something of the gateway would flatter what is promised; a batch's line may take its time.
      if (method === 'POST' && !notes.batched) level.request(route, status, time)
    }
    const given = deadlineOf(context.req.header(DEADLINE_HEADER), deadline)
    const notes = {
      requestId,
      started,
      until: started + (given ?? deadline),
      done,
      streaming: false,
      named: false,
      batched: false,
    }
    context.set('notes', notes)
    // Before the answer is made: a header that is added later makes another response of it.
    context.header(REQUEST_ID_HEADER, requestId)
    if (draining.aborted) context.res = errorResponse(closing())
    else if (!leave) context.res = errorResponse(full())
    else if (given === undefined) context.res = errorResponse(noDeadline())
    else await next()
    if (!notes.named && !context.res.headers.has(REQUEST_ID_HEADER))
      context.header(REQUEST_ID_HEADER, requestId)
    if (!notes.streaming) done()
  }
}

/** The answer to whatever a route threw. */
export function failed(
  thrown: unknown,
  context: Context<Env>,
  { logger }: Pick<Serving, 'logger'>,
): Response {
  // Whoever hangs up breaks off what was being read or waited for; that is no failure of ours.
  const gone = context.req.raw.signal.aborted && !(thrown instanceof Refused) && !isNetError(thrown)
  const refused = refusalOf(gone ? callerGone() : thrown)
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
