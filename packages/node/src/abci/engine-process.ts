// CometBFT as a process under us: started, its lines forwarded, started again when it dies or gives up, stopped before we are.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { endLeftover, noteEngine } from './engine-leftover.ts'
import { hasGivenUp, hasOtherState, lastWords } from './engine-words.ts'

export interface EngineOptions {
  /** Path of the `cometbft` program. */
  readonly binary: string
  /** Its folder, with `config` and `data`. */
  readonly home: string
  /** Unix sockets: where the application listens, and where the engine shall. */
  readonly sockets: { readonly application: string; readonly rpc: string }
  readonly log: Log
  /** What its environment says beside ours; asked at each start. */
  readonly environment: () => Promise<Readonly<Record<string, string>>>
  /** Whether it shall live on; asked when it died. */
  readonly wanted: () => boolean
  /** It died; what it said last, and how it ended as the last line. It comes again after the pause, in milliseconds. */
  readonly onLoss: (last: string, pause: number) => void
  /** The others decided a block whose state is not ours. */
  readonly onOtherState: () => void
}

const FIRST_PAUSE = 500
// Short enough that a disk with room again, or peers that are back, are noticed within seconds.
const LONGEST_PAUSE = 8000
/** Who lived so long did not die of how it was started. */
const HEALTHY_MS = 60_000
const STOP_MS = 6000
/** A panic says first what it is about, and then at length where. */
const LINES_KEPT = 400

export class EngineProcess {
  readonly #options: EngineOptions
  readonly #stopping = new AbortController()
  #child: ChildProcess | undefined
  #life: Promise<void> = Promise.resolve()

  constructor(options: EngineOptions) {
    this.#options = options
  }

  start(): void {
    this.#life = this.#live()
  }

  /** Asks it to end, and ends it when it does not. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    const child = this.#child
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
      await this.#life
      clearTimeout(timer)
    }
    await this.#life
  }

  async #live(): Promise<void> {
    const { wanted, onLoss } = this.#options
    const { signal } = this.#stopping
    let pause = FIRST_PAUSE
    while (!signal.aborted && wanted()) {
      const began = performance.now()
      const last = await this.#run()
      if (signal.aborted || !wanted()) return
      pause = performance.now() - began > HEALTHY_MS ? FIRST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE)
      onLoss(last, pause)
      await sleep(pause, undefined, { signal }).catch(() => {})
    }
  }

  /** One life; resolves with what it said last. */
  async #run(): Promise<string> {
    const { binary, home, sockets, log, environment, onOtherState } = this.#options
    const lines: string[] = []
    // One that was killed leaves its socket behind, and the next could not listen there.
    await rm(sockets.rpc, { force: true })
    await endLeftover(home)
    const env = { ...process.env, ...(await environment()) }
    if (this.#stopping.signal.aborted) return 'was not started any more'
    const child = spawn(
      binary,
      [
        'start',
        '--home',
        home,
        '--proxy_app',
        `unix://${sockets.application}`,
        '--rpc.laddr',
        `unix://${sockets.rpc}`,
      ],
      // A process group of its own: Ctrl-C reaches us alone, and the engine ends before the application does.
      { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env },
    )
    this.#child = child
    let gaveUp = false
    const exit = once(child, 'exit').then(
      ([code, signal]) => (gaveUp ? 'gave up its consensus' : `ended with ${signal ?? code}`),
      (thrown: unknown) => `does not start: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    )
    const forward = async (stream: NodeJS.ReadableStream): Promise<void> => {
      for await (const line of createInterface({ input: stream })) {
        if (hasOtherState(line)) onOtherState()
        if (hasGivenUp(line)) {
          gaveUp = true
          child.kill('SIGKILL')
        }
        lines.push(line)
        if (lines.length > LINES_KEPT) lines.shift()
        // While it stops, peers that leave it are no news.
        if (!this.#stopping.signal.aborted) log.info(`engine: ${line}`)
      }
    }
    const forwarded = Promise.all([forward(child.stdout), forward(child.stderr)])
    if (child.pid !== undefined) await noteEngine(home, child.pid)
    const how = await exit
    await forwarded
    return [...lastWords(lines), how].join('\n')
  }
}
