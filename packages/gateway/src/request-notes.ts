// What surrounds every request: an id, a count, a bound on how many run at once, and a line in the log for those that fail.
import { randomUUID } from 'node:crypto'
import { isNetError } from '@taonet/wire'
import type { Arrival, HttpAnswer } from './http/call.ts'
import { errorAnswer, Refused, refusalOf } from './openai-error.ts'
import { callerGone } from './routing/asking.ts'
import { DEADLINE_HEADER, deadlineOf, noDeadline } from './routing/deadline.ts'
import type { Serving } from './serving.ts'

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

  /** Whoever entered leaves, once. @returns False when there is no room. */
  enter(): boolean {
    if (this.#count >= MOST_IN_FLIGHT) return false
    this.#count++
    return true
  }

  leave(): void {
    this.#count--
    if (this.#count === 0) this.#onEmpty()
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

/** Where requests are counted. `draining`: whoever comes after it is refused. */
export interface Desk extends Pick<Serving, 'deadline'> {
  readonly metrics: Pick<Serving['metrics'], 'request'>
  readonly level: Pick<Serving['level'], 'request'>
  readonly inFlight: InFlight
  readonly draining: AbortSignal
}

/** What is known of a request while it is under way. */
export class RequestNotes {
  readonly requestId = randomUUID()
  /** `performance.now()` when it came. */
  readonly started = performance.now()
  /** `performance.now()` by when it has to be answered: the caller's own deadline, or the gateway's. */
  readonly until: number
  /** Why it is turned away before anybody looks at it. */
  readonly refused: Refused | undefined
  /** Of its answer. */
  status = 200
  /** Whether the route itself says when it is done: the last byte of a stream comes long after its head. */
  streaming = false
  /** A batch's line: it comes after all that somebody waits for. */
  readonly batched: boolean
  /** The body as it came, once somebody has read it. */
  body: string | undefined
  readonly #desk: Desk
  readonly #route: string
  readonly #isWork: boolean
  readonly #entered: boolean

  constructor(arrival: Arrival, desk: Desk) {
    const { path, method, batch } = arrival
    const given = deadlineOf(arrival.header(DEADLINE_HEADER), desk.deadline)
    this.until = this.started + (given ?? desk.deadline)
    this.batched = batch !== undefined
    this.#desk = desk
    this.#route = routeOf(path)
    this.#isWork = method === 'POST'
    this.#entered = desk.inFlight.enter()
    if (desk.draining.aborted) this.refused = closing()
    else if (!this.#entered) this.refused = full()
    else if (given === undefined) this.refused = noDeadline()
  }

  /** Counts the request as done; once. */
  done(): void {
    const { metrics, level, inFlight } = this.#desk
    const time = performance.now() - this.started
    if (this.#entered) inFlight.leave()
    metrics.request(this.#route, this.status, time / 1_000)
    // What only reads something of the gateway would flatter what is promised; a batch's line may take its time.
    if (this.#isWork && !this.batched) level.request(this.#route, this.status, time)
  }
}

/** The answer to whatever a route threw. */
export function failed(
  thrown: unknown,
  { signal, path }: Arrival,
  requestId: string | undefined,
  { logger }: Pick<Serving, 'logger'>,
): HttpAnswer {
  // Whoever hangs up breaks off what was being read or waited for; that is no failure of ours.
  const gone = signal.aborted && !(thrown instanceof Refused) && !isNetError(thrown)
  const refused = refusalOf(gone ? callerGone() : thrown)
  const { status } = refused
  const log = { requestId, path: routeOf(path), code: refused.body.error.code, status }
  if (status === 500) logger?.error({ ...log, err: thrown }, 'request failed')
  else logger?.info(log, 'request refused')
  return errorAnswer(refused)
}
