// What a miner does with one request: who asks is known before anything is parsed, and nothing waits or grows without a bound.

import {
  type AccountId,
  BtauthNonces,
  type KeyPair,
  type Refused,
  type ReplayCache,
  type SessionVerdict,
} from '@taonet/wire'
import { proofOf } from '../answer-proof.ts'
import type { ServicePath } from '../challenge.ts'
import { failure, failureOf, type HttpFailure } from '../openai/error-body.ts'
import { Admission, type Claim } from './admission.ts'
import { type Manner, sendAnswer, sendJson } from './answering.ts'
import { BodyBudget } from './body-budget.ts'
import { type Axon, ClassicCall, classicRefusal, classicStatus, isClassic } from './classic-call.ts'
import { FairQueue, type QueueLimits } from './fair-queue.ts'
import { breakOff, type Incoming, leaveUnread, type Outgoing } from './http-message.ts'
import { parseJson } from './json-body.ts'
import type { MinerMetrics } from './miner-metrics.ts'
import { announcedBytes, readBody } from './request-body.ts'
import { DEFAULT_BODY_BYTES, type Route, type Service } from './service.ts'

/** Bodies of requests under a session, and of those whose signature can be checked only once they are read. */
const SESSION_BYTES = 128 << 20
const SIGNED_BYTES = 32 << 20
/** From somebody who even by his own word is nobody here. */
const STRANGER_BODY_BYTES = 64 << 10
/** Milliseconds from the head to the last byte of a body. */
const BODY_PATIENCE = 30_000

/** One served request as the miner saw it; a probe and a live request leave the same traces here. */
export interface RequestEntry {
  readonly method: string
  readonly path: string
  readonly sender: AccountId
  /** As received, in their order. */
  readonly headerNames: readonly string[]
}

export interface HttpMinerOptions {
  readonly hotkey: KeyPair
  readonly netuid: number
  readonly service: Service
  readonly seen: ReplayCache
  readonly welcome: (sender: AccountId) => boolean
  /** 0 … 1: what part of the miner a caller may fill while others want it; 1 by default. */
  readonly shareOf?: (sender: AccountId) => number
  readonly limits?: QueueLimits
  readonly onRequest?: (entry: RequestEntry) => void
  /** Called with each request whose caller is proven. */
  readonly onProof?: (request: Incoming) => void
  /** Unix milliseconds. */
  readonly now?: () => number
}

const DEFAULT_LIMITS: QueueLimits = { active: 4, waiting: 32 }

interface Counts {
  requests: number
  cancelled: number
  failed: number
  readonly refused: Record<number, number>
}

/** A request on its way, and the classic call it is where it is one. */
interface Exchange {
  readonly request: Incoming
  readonly response: Outgoing
  readonly classic: ClassicCall | undefined
}

interface Asked {
  readonly route: Route
  readonly body: Uint8Array
  readonly verdict: SessionVerdict & { readonly ok: true }
}

export class HttpMiner {
  readonly #options: HttpMinerOptions
  readonly #admission: Admission
  readonly #queue: FairQueue
  readonly #shareOf: (sender: AccountId) => number
  readonly #sessionBodies = new BodyBudget(SESSION_BYTES)
  readonly #signedBodies = new BodyBudget(SIGNED_BYTES)
  readonly #counts: Counts = { requests: 0, cancelled: 0, failed: 0, refused: {} }
  readonly #underWay = new Set<AbortController>()
  readonly #axon: Axon
  readonly #model: string
  #draining = false

  /** `address` is where it listens. */
  constructor(options: HttpMinerOptions, address: { readonly host: string; readonly port: number }) {
    this.#options = options
    const { hotkey, netuid, seen, welcome, now = Date.now, shareOf = () => 1 } = options
    this.#shareOf = shareOf
    this.#model = encodeURI(options.service.model)
    this.#queue = new FairQueue(options.limits ?? DEFAULT_LIMITS, shareOf)
    this.#admission = new Admission({ hotkey, netuid, seen, welcome, now })
    const nonces = new BtauthNonces()
    this.#axon = { hotkey, ...address, uuid: crypto.randomUUID(), nonce: () => nonces.next(now()) }
  }

  get busy(): boolean {
    return this.#underWay.size > 0
  }

  metrics(): MinerMetrics {
    const { active, waiting } = this.#queue
    return { ...this.#counts, refused: { ...this.#counts.refused }, active, waiting }
  }

  drain(): void {
    this.#draining = true
  }

  cancelAll(): void {
    for (const one of this.#underWay) one.abort()
  }

  readonly listen = (request: Incoming, response: Outgoing): void => {
    response.setHeader('x-taonet-model', this.#model)
    this.#serve(request, response).catch(() => {
      // Only a socket that broke while it was read or written ends here: there is nobody to answer.
      breakOff(response)
    })
  }

  async #serve(request: Incoming, response: Outgoing): Promise<void> {
    const path = request.url ?? ''
    if (request.method === 'GET' && path === '/health') return sendJson(response, 200, { status: 'ok' })
    const name = this.#synapseAt(path)
    const synapse = name === undefined ? undefined : this.#options.service.synapses?.[name]
    const route = this.#routeAt(synapse?.path ?? path)
    const classic =
      synapse || isClassic(request.headers)
        ? new ClassicCall(request.headers, this.#axon, synapse)
        : undefined
    const exchange: Exchange = { request, response, classic }
    if (!route) return this.#refuse(exchange, nothingAt(path, classic !== undefined))
    if (request.method !== 'POST')
      return this.#refuse(exchange, failure(405, 'method_not_allowed', 'use POST'))
    if (this.#draining) return this.#refuse(exchange, failure(503, 'draining', 'the miner is shutting down'))
    const claim = this.#admission.claim(request.headers)
    if (!claim.ok) return this.#refuse(exchange, refusal(claim, exchange))
    const fault = classic?.fault(name)
    if (fault !== undefined) return this.#refuse(exchange, failure(500, 'header_parse_error', fault))
    await this.#within(exchange, claim, route, path)
  }

  /** Reads the body within what the claim may take, and goes on with what it proves. */
  async #within(exchange: Exchange, claim: Claim, route: Route | 'session', path: string): Promise<void> {
    const { request, classic } = exchange
    const { maxBodyBytes = DEFAULT_BODY_BYTES } = this.#options.service
    const limit = claim.welcome ? maxBodyBytes : Math.min(maxBodyBytes, STRANGER_BODY_BYTES)
    const bytes = announcedBytes(request, limit)
    const tooLong = failure(413, 'body_too_long', `a body has at most ${limit} bytes`)
    if (!(bytes <= limit)) return this.#refuse(exchange, tooLong)
    const bodies = claim.form === 'session' ? this.#sessionBodies : this.#signedBodies
    const giveBack = bodies.take(claim.caller, bytes, this.#shareOf(claim.caller), limit)
    if (!giveBack) return this.#refuse(exchange, failure(503, 'busy', 'too many bodies are under way'))
    try {
      const body = await readBody(request, limit, BODY_PATIENCE)
      if (!body) return this.#refuse(exchange, tooLong)
      const received = { method: 'POST', target: path, headers: request.headers, body }
      if (route === 'session') {
        const granted = this.#admission.openSession(received)
        if (!granted.ok) return this.#refuse(exchange, refusal(granted, exchange))
        this.#options.onProof?.(request)
        return sendJson(exchange.response, 200, granted.body)
      }
      const verdict = this.#admission.verify(received, () => classic?.bodyHash(body))
      if (!verdict.ok) return this.#refuse(exchange, refusal(verdict, exchange))
      this.#options.onProof?.(request)
      this.#counts.requests++
      if (classic) classic.caller = verdict.sender
      this.#note(request, verdict.sender)
      await this.#work(exchange, { route, body, verdict })
    } finally {
      giveBack()
    }
  }

  #routeAt(path: string): Route | 'session' | undefined {
    if (path === '/session') return 'session'
    const { routes } = this.#options.service
    return isServicePath(path) && Object.hasOwn(routes, path) ? routes[path] : undefined
  }

  #synapseAt(path: string): string | undefined {
    const name = path.slice(1)
    return Object.hasOwn(this.#options.service.synapses ?? {}, name) ? name : undefined
  }

  async #work(exchange: Exchange, { route, body, verdict }: Asked): Promise<void> {
    const { response, classic } = exchange
    const { sender: caller, session, counter } = verdict
    const controller = new AbortController()
    const { signal } = controller
    response.once('close', () => {
      if (!response.writableEnded) controller.abort()
    })
    let late = false
    const patience = classic?.patience
    const giveUp = (): void => {
      late = true
      controller.abort()
    }
    const timer = patience === undefined ? undefined : setTimeout(giveUp, patience)
    this.#underWay.add(controller)
    try {
      const json = parseJson(body)
      if (json === undefined)
        return this.#refuse(exchange, failure(400, 'invalid_json', 'the body is not JSON'))
      const asked = classic ? classic.asked(json) : json
      const manner: Manner = {
        proof: session && counter !== undefined ? proofOf(session, counter) : undefined,
        head: () => classic?.head(200, 'Success') ?? {},
        whole: answer => (classic ? classic.answered(asked, answer) : answer),
      }
      await this.#queue.run(caller, signal, async () =>
        sendAnswer(response, await route.handle(asked, { caller, signal }), signal, manner),
      )
    } catch (error) {
      if (signal.aborted) this.#counts.cancelled++
      else this.#counts.failed++
      if (response.headersSent || response.destroyed) breakOff(response)
      else this.#refuse(exchange, late ? failure(408, 'timeout', 'it took too long') : failureOf(error))
    } finally {
      clearTimeout(timer)
      this.#underWay.delete(controller)
    }
  }

  #refuse({ request, response, classic }: Exchange, failed: HttpFailure): void {
    const status = classic ? classicStatus(failed) : failed.status
    this.#counts.refused[status] = (this.#counts.refused[status] ?? 0) + 1
    if (status === 503 || status === 429) response.setHeader('retry-after', '1')
    leaveUnread(request, response)
    const { message } = failed.body.error
    if (classic) sendJson(response, status, { message }, classic.head(status, message))
    else sendJson(response, status, failed.body)
  }

  #note(request: Incoming, sender: AccountId): void {
    this.#options.onRequest?.({
      method: request.method ?? '',
      path: request.url ?? '',
      sender,
      headerNames: request.rawHeaders.filter((_, i) => i % 2 === 0),
    })
  }
}

const isServicePath = (path: string): path is ServicePath => path.startsWith('/v1/')

const nothingAt = (path: string, classic: boolean): HttpFailure =>
  classic && path === '/'
    ? failure(400, 'bad_path', 'the path has no name')
    : failure(404, 'unknown_path', `there is nothing at ${path.slice(0, 64)}`)

function refusal(refused: Refused, { classic }: Exchange): HttpFailure {
  const { reason } = refused
  const status = classic ? classicRefusal(refused) : refused.status
  return refused.status === 403
    ? failure(status, reason, 'only registered validators with a permit or stake are served')
    : failure(
        status,
        reason,
        `${reason}: sign the request with btauth/1, Epistula or as a dendrite, or open a session`,
      )
}
