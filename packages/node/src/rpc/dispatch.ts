// From the text of a message to the text of its reply: JSON-RPC 2.0, single or in batches.
import {
  asRpcError,
  invalidParams,
  invalidRequest,
  methodNotFound,
  parseError,
  type RpcError,
} from './error.ts'
import { nestsTooDeep } from './json-depth.ts'
import type { Caller, Method, Methods } from './method.ts'
import { Params } from './params.ts'
import { Subscription } from './subscriptions.ts'
import { Turn, Turns } from './turns.ts'

const MOST_IN_BATCH = 1000
/** The reply is put together and sent in one piece. */
const MOST_BATCH_REPLY = 16 * 1024 * 1024

type Id = string | number | null

/** Notices each request that was answered; `method` is undefined when it is not one of ours. */
export type Meter = (method: string | undefined, ok: boolean) => void

export interface Reply {
  /** Undefined when nothing is to be sent. */
  readonly text: string | undefined
  /** Call it when the text is out: subscriptions begin then. */
  readonly sent: () => void
}

const QUIET: Reply = { text: undefined, sent() {} }

export class Dispatcher {
  readonly #methods: ReadonlyMap<string, Method>
  readonly #meter: Meter
  readonly #turns = new Turns()

  constructor(methods: Methods, meter: Meter) {
    this.#methods = new Map(Object.entries(methods))
    this.#meter = meter
  }

  /** A promise only where the method needs one, so that replies to cheap questions leave in the same turn. */
  answer(message: string, caller: Caller): Reply | Promise<Reply> {
    if (nestsTooDeep(message)) return this.#failed(null, parseError('the message nests too deep'))
    let request: unknown
    try {
      request = JSON.parse(message)
    } catch (thrown) {
      return this.#failed(null, parseError(thrown instanceof Error ? thrown.message : 'not JSON'))
    }
    return Array.isArray(request) ? this.#batch(request, caller) : this.#one(request, caller)
  }

  async #batch(requests: readonly unknown[], caller: Caller): Promise<Reply> {
    if (requests.length === 0) return this.#failed(null, invalidRequest('the batch is empty'))
    if (requests.length > MOST_IN_BATCH)
      return this.#failed(null, invalidRequest(`a batch has at most ${MOST_IN_BATCH} requests`))
    const texts: string[] = []
    const begin: (() => void)[] = []
    let size = 0
    const turn = new Turn(this.#turns)
    for (const request of requests) {
      await turn.pause()
      const { text, sent } = await this.#one(request, caller)
      begin.push(sent)
      if (text === undefined) continue
      texts.push(text)
      size += text.length
      if (size > MOST_BATCH_REPLY)
        return this.#failed(null, invalidRequest('the reply to the batch is too large'))
    }
    if (texts.length === 0) return QUIET
    return { text: `[${texts.join(',')}]`, sent: () => begin.forEach(start => void start()) }
  }

  #one(request: unknown, caller: Caller): Reply | Promise<Reply> {
    if (typeof request !== 'object' || request === null || Array.isArray(request))
      return this.#failed(null, invalidRequest('a request is an object'))
    const id = 'id' in request ? request.id : undefined
    if (!isId(id)) return this.#failed(null, invalidRequest('an id is text, a whole number or null'))
    const name = 'method' in request ? request.method : undefined
    if (typeof name !== 'string') return this.#failed(id ?? null, invalidRequest('the method is missing'))
    const list = 'params' in request ? (request.params ?? []) : []
    if (!Array.isArray(list)) return this.#failed(id, invalidParams('params are a list'), name)
    const method = this.#methods.get(name)
    if (!method) return this.#failed(id, methodNotFound(name))
    try {
      const result = method(new Params(list), caller)
      if (!(result instanceof Promise)) return this.#done(id, result, name)
      return result.then(
        value => this.#done(id, value, name),
        thrown => this.#failed(id, asRpcError(thrown), name),
      )
    } catch (thrown) {
      return this.#failed(id, asRpcError(thrown), name)
    }
  }

  #done(id: Id | undefined, result: unknown, method: string): Reply {
    this.#meter(method, true)
    const subscription = result instanceof Subscription ? result : undefined
    const sent = () => subscription?.begin()
    if (id === undefined) return { text: undefined, sent }
    return { text: JSON.stringify({ jsonrpc: '2.0', result: subscription?.id ?? result, id }), sent }
  }

  #failed(id: Id | undefined, error: RpcError, method?: string): Reply {
    this.#meter(method, false)
    if (id === undefined) return QUIET
    const { code, message, data } = error
    return { ...QUIET, text: JSON.stringify({ jsonrpc: '2.0', error: { code, message, data }, id }) }
  }
}

/** Whole numbers beyond 2^53 would not come back as they were sent. */
const isId = (id: unknown): id is Id | undefined =>
  id === undefined || id === null || typeof id === 'string' || Number.isSafeInteger(id)
