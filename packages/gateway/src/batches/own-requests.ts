// Lines of batches as requests of the gateway's own: they go the way of every other request of their endpoint, but come by no
// socket and carry their caller with them.
import type { Caller } from '../accounts/index.ts'
import type { RunLine } from './line-run.ts'

/** What stands in the place of a connection; nothing that comes over the network can make one. */
class OwnRequest {
  readonly caller: Caller
  constructor(caller: Caller) {
    this.caller = caller
  }
}

/** Whose batch a request is a line of; undefined for requests that came from outside. */
export const batchCaller = (env: unknown): Caller | undefined =>
  env instanceof OwnRequest ? env.caller : undefined

/** What answers: an app's `fetch`. */
export type Fetch = (request: Request, env: object) => Response | Promise<Response>

/** The host is loopback's, which every gateway takes. */
export const linesBy =
  (fetch: Fetch): RunLine =>
  async (path, body, caller, signal) => {
    const request = new Request(`http://localhost${path}`, {
      method: 'POST',
      headers: { host: 'localhost', 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    })
    const response = await fetch(request, new OwnRequest(caller))
    const requestId = response.headers.get('x-request-id')
    const text = await response.text()
    const answer: unknown = text === '' ? null : JSON.parse(text)
    return { status: response.status, body: answer, ...(requestId === null ? {} : { requestId }) }
  }
