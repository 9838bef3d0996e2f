// The gateway's routes without a socket: asked and answering in the web's form, in which tests are written.
import type { Arrival, HttpAnswer, Pieces } from '../src/http/call.ts'

/** `Request` as the routes see it. */
export class WebArrival implements Arrival {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly remote = undefined
  readonly batch = undefined
  readonly signal: AbortSignal
  readonly #request: Request

  constructor(request: Request) {
    const { pathname, searchParams } = new URL(request.url)
    this.method = request.method
    this.path = pathname
    this.query = searchParams
    this.signal = request.signal
    this.#request = request
  }

  header(name: string): string | undefined {
    return this.#request.headers.get(name) ?? undefined
  }

  async bytes(most: number): Promise<Uint8Array | undefined> {
    const bytes = new Uint8Array(await this.#request.arrayBuffer())
    return bytes.length > most ? undefined : bytes
  }

  async *stream(): AsyncGenerator<Uint8Array> {
    yield* this.#request.body ?? []
  }
}

const streamOf = (pieces: Pieces): ReadableStream<Uint8Array> =>
  new ReadableStream({
    async pull(controller) {
      const piece = await pieces.next()
      if (piece === undefined) controller.close()
      else controller.enqueue(Buffer.from(piece))
    },
    cancel: () => pieces.cancel(),
  })

export function webAnswer({ status, headers, body }: HttpAnswer): Response {
  const plain = typeof body === 'object' && 'next' in body ? streamOf(body) : body
  return new Response(typeof plain === 'object' && !('getReader' in plain) ? Buffer.from(plain) : plain, {
    status,
    headers,
  })
}

/** What answers requests of the web. */
export const overWeb =
  (answer: (arrival: Arrival) => Promise<HttpAnswer>) =>
  async (url: string, init: RequestInit): Promise<Response> => {
    const request = new Request(url, init)
    const given = await answer(new WebArrival(request))
    return webAnswer(request.method === 'HEAD' ? { ...given, body: undefined } : given)
  }
