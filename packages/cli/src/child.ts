// A child process under supervision. It tells over its channel when it is ready and what happens; it is told to stop there,
// drains, and exits 0. When we die, the channel closes and the child ends by itself (DESIGN §4).
import { type ChildProcess, fork } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { NetError } from '@taonet/wire'

export interface ChildOptions {
  readonly name: string
  readonly entry: URL
  /** Handed over as JSON in the first argument. */
  readonly config: unknown
  /** Output goes here, not to the terminal. */
  readonly logFile: string
  /** Milliseconds until it must be ready. */
  readonly patience: number
  readonly onEvent?: (event: ChildEvent) => void
  /** It ended without being asked to. */
  readonly onLoss?: (code: number | null) => void
}

export type ChildEvent = { readonly type: string } & Readonly<Record<string, unknown>>

export interface Child<R> {
  readonly pid: number
  readonly ready: R
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

/** Resolves once the child says `ready`; the message's other fields are the child's answer. */
export function startChild<R>(options: ChildOptions, parse: (ready: ChildEvent) => R): Promise<Child<R>> {
  const child = fork(options.entry, [JSON.stringify(options.config)], {
    // A process group of its own: Ctrl-C reaches the supervisor alone, which decides who stops when.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const log = createWriteStream(options.logFile, { flags: 'a' })
  child.stdout?.pipe(log)
  child.stderr?.pipe(log)
  let stopping = false
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))

  return new Promise((resolve, reject) => {
    let settled = false
    const refuse = (error: NetError): void => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(error)
    }
    const timer = setTimeout(
      () =>
        refuse(
          new NetError(
            'slow-child',
            `${options.name} was not ready within ${options.patience / 1000} s`,
            `look at ${options.logFile}`,
          ),
        ),
      options.patience,
    )
    child.on('message', message => {
      if (!isEvent(message)) return
      if (message.type === 'failed')
        return refuse(new NetError(String(message.code), String(message.message), String(message.hint)))
      if (message.type !== 'ready' || settled) return options.onEvent?.(message)
      settled = true
      clearTimeout(timer)
      resolve({
        pid: child.pid ?? 0,
        ready: parse(message),
        stop: () =>
          stop(child, ended, () => {
            stopping = true
          }),
        kill: () => {
          stopping = true
          child.kill('SIGKILL')
        },
      })
    })
    void ended.then(code => {
      log.end()
      const wasReady = settled
      refuse(
        new NetError(
          'lost-child',
          `${options.name} ended with code ${code} before it was ready`,
          `look at ${options.logFile}`,
        ),
      )
      if (wasReady && !stopping) options.onLoss?.(code)
    })
  })
}

async function stop(child: ChildProcess, ended: Promise<unknown>, mark: () => void): Promise<void> {
  mark()
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), DRAIN)
  await ended
  clearTimeout(timer)
}
