// The dispatcher of one validator hotkey: pooled connections, sessions, sealed requests, deadlines, one retry.

import {
  BtauthNonces,
  completeSession,
  FormatError,
  type KeyPair,
  NetError,
  offerSession,
  type Session,
  signBtauth,
} from '@taonet/wire'
import { proofOf } from '../answer-proof.ts'
import type { ServicePath } from '../challenge.ts'
import { mayConnect, type OwnNets } from './address-policy.ts'
import type { Answer, AnswerBody } from './answer.ts'
import { type Asker, Connections } from './connections.ts'
import { guardedConnector } from './connector.ts'
import { ExchangeScope } from './exchange.ts'
import {
  asNetError,
  type Failure,
  isFailure,
  replyTooLong,
  sessionRefused,
  wrongIdentity,
} from './failures.ts'
import { HttpReply } from './http-reply.ts'
import { hostHeader, originOf } from './origin.ts'
import type { Dispatcher, DispatchMetrics, Reply, SendOptions, Target } from './reply.ts'
import { type HeldSession, SessionPool } from './session-pool.ts'

export interface DispatcherOptions {
  readonly hotkey: KeyPair
  /** The chain's `allowLoopbackAxons`; false by default. */
  readonly allowLoopback?: boolean
  /** Private networks that may be called; none by default. */
  readonly ownNets?: OwnNets | undefined
  /** Sockets to one miner at a time, 16 by default. */
  readonly connections?: number
  /** Unix milliseconds. */
  readonly now?: () => number
  /** Told of each request that is no probe, as it leaves; and told, by what it gives back, that the request is over. */
  readonly onLive?: (request: LiveRequest) => () => void
}

export interface LiveRequest {
  readonly target: Target
  readonly path: ServicePath
  readonly body: unknown
  /** Whether the words may be kept and asked again. */
  readonly mayKeep: boolean
  readonly caller: number | undefined
}

/** A miner that answers slower than this to a handshake is as good as down. */
const HANDSHAKE_DEADLINE = 10_000
const MAX_HANDSHAKE_BYTES = 4_096

/** Names and order are the same for every request: what a miner sees says nothing about who asked why. */
const COMMON_HEADERS = ['content-type', 'application/json', 'accept', 'application/json, text/event-stream']

class PooledDispatcher implements Dispatcher {
  readonly #hotkey: KeyPair
  readonly #connections: Connections
  readonly #sessions: SessionPool
  readonly #nonces = new BtauthNonces()
  readonly #now: () => number
  readonly #onLive: DispatcherOptions['onLive']
  readonly #open = new Set<ExchangeScope>()
  readonly #counts = { requests: 0, failures: 0, sessionsOpened: 0, retries: 0 }
  readonly #failed: Partial<Record<Failure, number>> = {}
  #closed = false
  #turn: Promise<void> | undefined

  constructor({
    hotkey,
    allowLoopback = false,
    ownNets,
    connections = 16,
    now = Date.now,
    onLive,
  }: DispatcherOptions) {
    this.#hotkey = hotkey
    this.#now = now
    this.#onLive = onLive
    this.#connections = new Connections({
      connect: guardedConnector(address => mayConnect(address, allowLoopback, ownNets)),
      most: connections,
    })
    this.#sessions = new SessionPool(target => this.#openSession(target), now)
  }

  get hotkey() {
    return this.#hotkey.account
  }

  metrics(): DispatchMetrics {
    return { ...this.#counts, failed: { ...this.#failed }, inFlight: this.#open.size }
  }

  async send(target: Target, path: ServicePath, body: unknown, options: SendOptions): Promise<Reply> {
    const bytes = Buffer.from(JSON.stringify(body))
    this.#counts.requests++
    const ended = options.probe
      ? undefined
      : this.#onLive?.({ target, path, body, mayKeep: options.mayKeep === true, caller: options.caller })
    const scope = this.#scope(options, ended)
    try {
      await this.#turnEnd()
      return await this.#sendTwice(target, path, bytes, scope)
    } catch (error) {
      scope.end()
      const explained = scope.explain(error)
      const { code } = asNetError(explained)
      this.#fail(isFailure(code) ? code : 'bad-reply')
      throw explained
    }
  }

  /**
   * Resolves when this turn of the event loop has done what it had to do. Timers, by which probes come, and sockets, by which
   * live requests do, have turns of their own: what of both is to leave leaves together.
   */
  #turnEnd(): Promise<void> {
    this.#turn ??= new Promise(resolve => {
      setImmediate(() => {
        this.#turn = undefined
        resolve()
      })
    })
    return this.#turn
  }

  #fail(failure: Failure): void {
    this.#counts.failures++
    this.#failed[failure] = (this.#failed[failure] ?? 0) + 1
  }

  async close(grace = 5_000): Promise<void> {
    this.#closed = true
    const end = performance.now() + grace
    while (this.#open.size > 0 && performance.now() < end) await new Promise(done => setTimeout(done, 20))
    for (const scope of this.#open) scope.cancel()
    await this.#connections.destroy()
  }

  #scope(options: SendOptions, ended?: () => void): ExchangeScope {
    if (this.#closed) throw new NetError('closed', 'the dispatcher is closed', 'start another')
    const scope: ExchangeScope = new ExchangeScope(options, () => {
      this.#open.delete(scope)
      ended?.()
    })
    this.#open.add(scope)
    return scope
  }

  /** A miner that restarted knows no session of ours; a kept connection may have ended: both are worth one more try. */
  async #sendTwice(
    target: Target,
    path: ServicePath,
    body: Uint8Array,
    scope: ExchangeScope,
  ): Promise<Reply> {
    const held = this.#sessions.held(target) ?? (await scope.race(this.#sessions.get(target)))
    try {
      const reply = await this.#sendOnce(held, target, path, body, scope)
      if (reply instanceof HttpReply) return reply
    } catch (error) {
      if (scope.isCancelled || asNetError(error).code !== 'disconnected') throw error
    }
    // A restart shows in either way, and a new session costs little.
    await this.#sessions.forget(target, held)
    this.#counts.retries++
    const fresh = await scope.race(this.#sessions.get(target))
    const reply = await this.#sendOnce(fresh, target, path, body, scope)
    if (reply instanceof HttpReply) return reply
    throw sessionRefused('it does not accept the session that it just granted')
  }

  /** The answer, or `refused` when the miner does not know the session. */
  async #sendOnce(
    held: HeldSession,
    target: Target,
    path: ServicePath,
    body: Uint8Array,
    scope: ExchangeScope,
  ): Promise<HttpReply | 'refused'> {
    const counter = held.next()
    const seal = held.session.seal({ method: 'POST', target: path, body }, counter)
    const sent = performance.now()
    const answer = await this.#post(target, path, body, seal, scope)
    if (answer.status !== 401) {
      const proof = proofOf(held.session, String(counter))
      return new HttpReply(answer, { scope, sent, proof, onFailure: failure => this.#fail(failure) })
    }
    answer.body.drop(MAX_HANDSHAKE_BYTES, HANDSHAKE_DEADLINE)
    return 'refused'
  }

  async #openSession(target: Target): Promise<Session> {
    const { netuid, hotkey } = target
    const pending = offerSession({ caller: this.#hotkey.account, receiver: hotkey, netuid })
    const request = { method: 'POST', target: '/session', body: pending.body }
    const nonce = this.#nonces.next(this.#now())
    const headers = signBtauth(request, this.#hotkey, { receiver: hotkey, nonce })
    const scope = new ExchangeScope({ deadline: HANDSHAKE_DEADLINE }, () => {})
    try {
      const answer = await this.#post(target, '/session', pending.body, headers, scope)
      const bytes = await readAtMost(answer.body, MAX_HANDSHAKE_BYTES)
      if (answer.status !== 200) throw sessionRefused(`status ${answer.status}`)
      const session = completeSession(pending, bytes, { now: this.#now() })
      this.#counts.sessionsOpened++
      return session
    } catch (error) {
      if (error instanceof FormatError && error.code === 'identity') throw wrongIdentity(error.message, error)
      if (error instanceof FormatError) throw sessionRefused(error.message, error)
      throw scope.explain(error)
    } finally {
      // What is left of an answer that is none is not waited for.
      scope.cancel()
    }
  }

  #post(
    target: Target,
    path: string,
    body: Uint8Array,
    headers: Readonly<Record<string, string>>,
    asker: Asker,
  ): Promise<Answer> {
    return this.#connections.request(
      {
        origin: originOf(target),
        path,
        method: 'POST',
        headers: [...hostHeader(target), ...COMMON_HEADERS, ...Object.entries(headers).flat()],
        body,
      },
      asker,
    )
  }
}

async function readAtMost(body: AnswerBody, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for (let part = await body.next(); part; part = await body.next()) {
    size += part.length
    if (size > limit) throw replyTooLong(`a handshake of more than ${limit} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

export const createDispatcher = (options: DispatcherOptions): Dispatcher => new PooledDispatcher(options)
