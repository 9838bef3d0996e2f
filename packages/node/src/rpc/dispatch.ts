// From the text of a message to the text of its reply: JSON-RPC 2.0, single or in batches.
import { asRpcError, invalidParams, invalidRequest, methodNotFound, parseError, RpcError } from './error.ts'
import { shapeFault } from './json-shape.ts'
import { type Caller, Json, type Method, type Methods } from './method.ts'
import { Params } from './params.ts'
import { Subscription } from './subscriptions.ts'
import { Turn, Turns } from './turns.ts'

const MOST_IN_BATCH = 1000
/** The reply is put together and sent in one piece. */
const MOST_BATCH_REPLY = 16 * 1024 * 1024
/** Bytes of a message that is not read, parsed and answered in one go. */
const LONG_MESSAGE = 1024 * 1024
/** Characters that a reply has from its request. */
const LONGEST_ID = 1024
const LONGEST_REASON = 2048

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
  answer(message: Buffer, caller: Caller): Reply | Promise<Reply> {
    if (message.length > LONG_MESSAGE) return this.#answerLong(message, caller)
    const request = parsed(message.toString('utf8'))
    return request instanceof RpcError ? this.#failed(null, request) : this.#answer(request, caller)
  }

  /** To read as many megabytes, to parse them and to do what they say: each takes long enough for a round of its own. */
  async #answerLong(message: Buffer, caller: Caller): Promise<Reply> {
    await this.#turns.next()
    const text = message.toString('utf8')
    await this.#turns.next()
    const request = parsed(text)
    if (request instanceof RpcError) return this.#failed(null, request)
    await this.#turns.next()
    return this.#answer(request, caller)
  }

  #answer(request: unknown, caller: Caller): Reply | Promise<Reply> {
    const turn = new Turn(this.#turns)
    return Array.isArray(request) ? this.#batch(request, caller, turn) : this.#one(request, caller, turn)
  }

  async #batch(requests: readonly unknown[], caller: Caller, turn: Turn): Promise<Reply> {
    if (requests.length === 0) return this.#failed(null, invalidRequest('the batch is empty'))
    if (requests.length > MOST_IN_BATCH)
      return this.#failed(null, invalidRequest(`a batch has at most ${MOST_IN_BATCH} requests`))
    const texts: string[] = []
    const begin: (() => void)[] = []
    let size = 0
    for (const request of requests) {
      await turn.pause()
      const { text, sent } = await this.#one(request, caller, turn)
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

  #one(request: unknown, caller: Caller, turn: Turn): Reply | Promise<Reply> {
    if (typeof request !== 'object' || request === null || Array.isArray(request))
      return this.#failed(null, invalidRequest('a request is an object'))
    const id = 'id' in request ? request.id : undefined
    if (!isId(id))
      return this.#failed(
        null,
        invalidRequest(`an id is text of at most ${LONGEST_ID} characters, a whole number or null`),
      )
    const name = 'method' in request ? request.method : undefined
    if (typeof name !== 'string') return this.#failed(id ?? null, invalidRequest('the method is missing'))
    const list = 'params' in request ? (request.params ?? []) : []
    if (!Array.isArray(list)) return this.#failed(id, invalidParams('params are a list'), name)
    const method = this.#methods.get(name)
    if (!method) return this.#failed(id, methodNotFound(name))
    try {
      const result = method(new Params(list), caller, turn)
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
    const value =
      result instanceof Json ? result.text : (JSON.stringify(subscription?.id ?? result) ?? 'null')
    return { text: `{"jsonrpc":"2.0","result":${value},"id":${JSON.stringify(id)}}`, sent }
  }

  #failed(id: Id | undefined, error: RpcError, method?: string): Reply {
    this.#meter(method, false)
    if (id === undefined) return QUIET
    const { code } = error
    // Errors repeat what was asked, however long it was.
    const message = error.message.slice(0, LONGEST_REASON)
    const data = error.data?.slice(0, LONGEST_REASON)
    return { ...QUIET, text: JSON.stringify({ jsonrpc: '2.0', error: { code, message, data }, id }) }
  }
}

function parsed(message: string): unknown {
  const fault = shapeFault(message)
  if (fault !== undefined) return parseError(fault)
  try {
    return JSON.parse(message)
  } catch (thrown) {
    return parseError(thrown instanceof Error ? thrown.message : 'not JSON')
  }
}

/** Whole numbers beyond 2^53 would not come back as they were sent. */
const isId = (id: unknown): id is Id | undefined =>
  id === undefined ||
  id === null ||
  (typeof id === 'string' ? id.length <= LONGEST_ID : Number.isSafeInteger(id))
