// A child process under supervision. It loads, is told to go on with what it waits for, tells when it is ready and what
// happens, and is asked to stop by SIGTERM: it drains and exits 0. When we die, the channel closes and it ends by itself
// (DESIGN §4).
import { type ChildProcess, fork } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { NetError } from '@taonet/wire'

export interface ChildOptions<R> {
  readonly name: string
  readonly entry: URL
  /** Handed over as JSON in the first argument. */
  readonly config: unknown
  /** Output goes here, not to the terminal. */
  readonly logFile: string
  /** Milliseconds until it must be ready, from now. */
  readonly patience: number
  /** The answer, from the fields of the `ready` message. */
  readonly parse: (ready: ChildEvent) => R
  readonly onEvent?: (event: ChildEvent) => void
  /** It ended after it was ready without being asked to. */
  readonly onLoss: (code: number | null) => void
}

export type ChildEvent = { readonly type: string } & Readonly<Record<string, unknown>>

export interface Child<R> {
  /** @throws NetError when it fails, ends or dawdles before it is ready. */
  readonly ready: Promise<R>
  /** Gives it what it waits for. */
  go(fields?: Readonly<Record<string, unknown>>): void
  stop(): Promise<void>
  kill(): void
}

const DRAIN = 10_000

/** Messages from children are JSON objects with a `type`; anything else is not ours. */
function isEvent(message: unknown): message is ChildEvent {
  return (
    typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string'
  )
}

export function startChild<R>(options: ChildOptions<R>): Child<R> {
  const { name, logFile, patience } = options
  const child = fork(options.entry, [JSON.stringify(options.config)], {
    // A process group of its own: Ctrl-C reaches the supervisor alone, which decides who stops when.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const log = createWriteStream(logFile, { flags: 'a' })
  child.stdout?.pipe(log, { end: false })
  child.stderr?.pipe(log, { end: false })
  const answer = Promise.withResolvers<R>()
  const gone = Promise.withResolvers<void>()
  let phase: 'starting' | 'ready' | 'over' = 'starting'

  function refuse(code: string, message: string, hint = `look at ${logFile}`): void {
    if (phase !== 'starting') return
    phase = 'over'
    answer.reject(new NetError(code, message, hint))
    child.kill('SIGKILL')
  }
  const timer = setTimeout(
    () => refuse('slow-child', `${name} was not ready within ${patience / 1000} s`),
    patience,
  )
  child.on('message', message => {
    if (!isEvent(message)) return
    if (message.type === 'failed') refuse(String(message.code), String(message.message), String(message.hint))
    else if (message.type !== 'ready') options.onEvent?.(message)
    else if (phase === 'starting') {
      phase = 'ready'
      clearTimeout(timer)
      answer.resolve(options.parse(message))
    }
  })
  child.once('exit', code => {
    clearTimeout(timer)
    log.end()
    refuse('lost-child', `${name} ended with code ${code} before it was ready`)
    if (phase === 'ready') options.onLoss(code)
    gone.resolve()
  })
  // Whoever awaits it hears of it; until then nobody is to blame.
  answer.promise.catch(() => {})

  return {
    ready: answer.promise,
    go: fields => {
      if (child.connected) child.send({ type: 'go', ...fields })
    },
    stop: async () => {
      phase = 'over'
      await stop(child, gone.promise)
    },
    kill: () => {
      phase = 'over'
      child.kill('SIGKILL')
    },
  }
}

async function stop(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), DRAIN)
  await gone
  clearTimeout(timer)
}
