/** The child's side of a model host: requests in, results out, and an end in every case. */
import { NetError } from '../net-error.ts'
import { type FromHost, isToHost, type Loaded, type WorkRequest } from './messages.ts'
import { workQueue } from './work-queue.ts'

/** What runs inside a host. */
export interface Engine {
  load(model: string, path: string): Promise<Loaded>
  /** Does the work and emits its results; ends soon after `signal` aborts. */
  run(request: WorkRequest, emit: (message: FromHost) => void, signal: AbortSignal): Promise<void>
}

export interface HostLimits {
  readonly running: number
  readonly waiting: number
  /** Longest life of one request, waiting included, in milliseconds. */
  readonly deadline: number
}

/** How long a draining host goes on with what it has begun. */
const DRAIN_MS = 8000

/**
 * Serves until the parent says `drain`, a SIGINT or SIGTERM comes (finish what runs, exit 0), or the channel to the
 * parent closes (nobody is left to answer: exit 0 at once).
 */
export function serve(engine: Engine, limits: HostLimits): void {
  const queue = workQueue(limits)
  const calls = new Map<number, AbortController>()
  let draining = false

  const send = (message: FromHost) => {
    if (process.connected) process.send?.(message)
  }
  const fail = (call: number, thrown: unknown) => {
    const { code, message, hint } = NetError.from(thrown, 'unavailable')
    send({ type: 'failed', call, code, message, hint })
  }

  async function work(request: WorkRequest): Promise<void> {
    if (draining) throw new NetError('unavailable', 'this model host is stopping')
    const controller = new AbortController()
    calls.set(request.call, controller)
    const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(limits.deadline)])
    try {
      await queue.run(active => engine.run(request, send, active), signal)
    } finally {
      calls.delete(request.call)
    }
  }

  async function drain(): Promise<void> {
    if (draining) return
    draining = true
    setTimeout(() => process.exit(0), DRAIN_MS).unref()
    await queue.idle()
    // Results still in the channel are flushed before the end.
    if (process.connected) process.disconnect()
    process.exit(0)
  }

  process.on('message', (message: unknown) => {
    if (!isToHost(message)) return
    if (message.type === 'cancel') calls.get(message.call)?.abort()
    else if (message.type === 'drain') void drain()
    else if (message.type === 'load') {
      const { call, model, path } = message
      engine.load(model, path).then(
        loaded => send({ type: 'loaded', call, loaded }),
        error => fail(call, error),
      )
    } else work(message).catch(error => fail(message.call, error))
  })
  process.on('disconnect', () => process.exit(0))
  process.on('SIGINT', () => void drain())
  process.on('SIGTERM', () => void drain())
  send({ type: 'ready' })
}
