/** The parent's side of a model host: starts the child, talks to it, starts it again when it dies. */
import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { NetError } from '../net-error.ts'
import { type FromHost, isFromHost, type Loaded, type ToHost, type WorkRequest } from './messages.ts'

export interface HostProcess {
  /** Loads a model now and after every restart. Throws NetError. */
  load(model: string, path: string): Promise<Loaded>
  /** The host's replies to one request, ended by `finish`, `vectors` or `likelihood`. Throws NetError. */
  ask(request: Unnumbered<WorkRequest>, signal?: AbortSignal): AsyncGenerator<FromHost>
  readonly pid: number | undefined
  close(): Promise<void>
}

/** A request before the host process gives it a call number. */
export type Unnumbered<T> = T extends unknown ? Omit<T, 'call'> : never

export interface HostOptions {
  /** The module the child runs. */
  readonly entry: URL
  readonly name: string
  /** Added to the child's scheduling priority: a larger number waits longer. */
  readonly nice?: number
}

/** A busy machine takes its time; a child that is broken ends by itself. */
const START_MS = 120_000
const LOAD_MS = 120_000
const CLOSE_MS = 10_000
/** Pause before a restart; doubles while the child keeps dying young. */
const RESTART_MS = 250
const LONGEST_RESTART_MS = 10_000
const YOUNG_MS = 10_000
/** Replies that end a call. */
const LAST: ReadonlySet<FromHost['type']> = new Set(['loaded', 'finish', 'vectors', 'seen', 'likelihood'])

interface Listener {
  heard(message: FromHost): void
  failed(error: NetError): void
}

export function hostProcess(options: HostOptions): HostProcess {
  const listeners = new Map<number, Listener>()
  const loads = new Map<string, string>()
  let calls = 0
  let closed = false
  let pause = RESTART_MS
  let restart: NodeJS.Timeout | undefined
  let child: ChildProcess | undefined
  let ready: Promise<ChildProcess> = start()
  ready.catch(() => undefined)

  function start(): Promise<ChildProcess> {
    const born = performance.now()
    const { promise, resolve, reject } = Promise.withResolvers<ChildProcess>()
    const process_ = fork(options.entry, {
      // The parent's own flags (a test runner's, a debugger's) are not for the child.
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child = process_
    if (options.nice && process_.pid !== undefined) setPriority(process_.pid, options.nice)
    const slow = setTimeout(() => process_.kill('SIGKILL'), START_MS)
    process_.on('message', (message: unknown) => {
      if (!isFromHost(message)) return
      if (message.type === 'ready') {
        clearTimeout(slow)
        resolve(process_)
      } else listeners.get(message.call)?.heard(message)
    })
    const ended = (detail: string) => {
      clearTimeout(slow)
      if (child !== process_) return
      child = undefined
      const error = new NetError('unavailable', `the ${options.name} host ended (${detail})`, {
        hint: closed ? '' : 'it is being started again',
      })
      reject(error)
      for (const listener of listeners.values()) listener.failed(error)
      listeners.clear()
      if (!closed) startAgain(performance.now() - born)
    }
    process_.on('error', cause => ended(cause.message))
    process_.on('exit', (code, signal) => ended(signal ?? `exit code ${code}`))
    return promise
  }

  function startAgain(age: number): void {
    pause = age < YOUNG_MS ? Math.min(pause * 2, LONGEST_RESTART_MS) : RESTART_MS
    const { promise, resolve, reject } = Promise.withResolvers<ChildProcess>()
    promise.catch(() => undefined)
    ready = promise
    restart = setTimeout(() => {
      start()
        .then(async process_ => {
          // A file that has gone meanwhile must not keep the others from coming back.
          await Promise.allSettled([...loads].map(([model, path]) => loadInto(process_, model, path)))
          return process_
        })
        .then(resolve, reject)
    }, pause)
  }

  async function loadInto(process_: ChildProcess, model: string, path: string): Promise<Loaded> {
    const signal = AbortSignal.timeout(LOAD_MS)
    for await (const message of converse(process_, { type: 'load', model, path }, signal)) {
      if (message.type === 'loaded') return message.loaded
    }
    throw new NetError('unavailable', `the ${options.name} host did not load ${model}`)
  }

  /** Sends one request and yields its replies until a last one, a failure, the signal or the child's end. */
  async function* converse(
    process_: ChildProcess,
    request: Unnumbered<Exclude<ToHost, { type: 'cancel' | 'drain' }>>,
    signal?: AbortSignal,
  ): AsyncGenerator<FromHost> {
    if (signal?.aborted) throw NetError.from(signal.reason, 'aborted')
    const call = ++calls
    const inbox: FromHost[] = []
    let failure: NetError | undefined
    let wake = () => {}
    let over = false
    listeners.set(call, {
      heard(message) {
        inbox.push(message)
        wake()
      },
      failed(error) {
        failure = error
        wake()
      },
    })
    const aborted = () => wake()
    signal?.addEventListener('abort', aborted)
    try {
      send(process_, { ...request, call })
      while (!over) {
        if (inbox.length === 0 && failure === undefined && !signal?.aborted) {
          await new Promise<void>(resolve => {
            wake = resolve
          })
        }
        for (let message = inbox.shift(); message !== undefined; message = inbox.shift()) {
          signal?.throwIfAborted()
          if (message.type === 'failed') {
            over = true
            throw new NetError(message.code, message.message, { hint: message.hint })
          }
          over ||= LAST.has(message.type)
          yield message
        }
        if (over) return
        signal?.throwIfAborted()
        if (failure !== undefined) throw failure
      }
    } catch (error) {
      throw NetError.from(error, 'unavailable')
    } finally {
      listeners.delete(call)
      signal?.removeEventListener('abort', aborted)
      if (!over && failure === undefined) send(process_, { type: 'cancel', call })
    }
  }

  function send(process_: ChildProcess, message: ToHost): void {
    if (process_.connected) process_.send(message, () => undefined)
  }

  return {
    async load(model, path) {
      const loaded = await loadInto(await ready, model, path)
      loads.set(model, path)
      return loaded
    },
    async *ask(request, signal) {
      if (closed) throw new NetError('unavailable', `the ${options.name} host is closed`)
      yield* converse(await ready, request, signal)
    },
    get pid() {
      return child?.pid
    },
    async close() {
      if (closed) return
      closed = true
      clearTimeout(restart)
      const process_ = child
      if (process_ === undefined) return
      const { promise, resolve } = Promise.withResolvers<void>()
      process_.once('exit', () => resolve())
      const late = setTimeout(() => process_.kill('SIGKILL'), CLOSE_MS)
      send(process_, { type: 'drain' })
      await promise
      clearTimeout(late)
    },
  }
}
