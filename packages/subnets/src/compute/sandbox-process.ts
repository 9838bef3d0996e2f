// One child of the sandbox, as its parent sees it: started, given one job at a time, killed at the job's deadline.

import { type ChildProcess, fork } from 'node:child_process'
import { dirname, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NetError } from '@taonet/wire'
import { MAX_MEMORY_PAGES, MODULE_LIMITS } from './limits.ts'
import type { ChildJob, ChildReply } from './sandbox-messages.ts'

const START_MS = 20_000
const ENTRY = new URL(`./sandbox-child${extname(import.meta.filename)}`, import.meta.url)

/** Limits of the engine behind those of the inspection, and a process that may read its own code and nothing else. */
const FLAGS = [
  '--disable-warning=ExperimentalWarning',
  '--disable-warning=SecurityWarning',
  '--permission',
  '--allow-worker',
  `--allow-fs-read=${dirname(fileURLToPath(ENTRY))}/`,
  '--max-old-space-size=64',
  `--wasm-max-mem-pages=${MAX_MEMORY_PAGES}`,
  `--wasm-max-table-size=${MODULE_LIMITS.tableElements}`,
  '--wasm-max-committed-code-mb=256',
  '--wasm-num-compilation-tasks=1',
]

type Result = Exclude<ChildReply, { type: 'ready' }>

interface Waiting {
  /** Milliseconds, and what to say after them. */
  readonly patience: number
  readonly late: NetError
  /** What to say when the child is gone. */
  readonly lost: NetError
  readonly signal: AbortSignal
}

export class SandboxProcess {
  readonly #child: ChildProcess
  /** Set while somebody waits for the next message. */
  #heard: ((reply: ChildReply) => void) | undefined
  #lost: (() => void) | undefined
  #alive = true
  #jobs = 0

  constructor() {
    this.#child = fork(ENTRY, { execArgv: FLAGS, env: {}, serialization: 'advanced', stdio: 'ignore' })
    this.#child.on('message', (reply: ChildReply) => this.#heard?.(reply))
    this.#child.once('error', () => this.#end())
    this.#child.once('exit', () => this.#end())
  }

  get alive(): boolean {
    return this.#alive
  }

  get jobs(): number {
    return this.#jobs
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** @throws NetError `unavailable` when it does not start. */
  async start(): Promise<void> {
    const failed = new NetError('unavailable', 'the sandbox did not start', 'is there memory for a process?')
    await this.#reply({
      patience: START_MS,
      late: failed,
      lost: failed,
      signal: new AbortController().signal,
    })
  }

  /** @throws NetError `timeout` at the deadline, `bad_request` when the child died of the job, `aborted`; it is dead then. */
  async run(job: ChildJob, deadlineMs: number, signal: AbortSignal): Promise<Result> {
    this.#jobs++
    const reply = this.#reply({
      patience: deadlineMs,
      late: new NetError('timeout', `the program did not end within ${deadlineMs} ms`, 'give it less to do'),
      lost: new NetError('bad_request', 'the program ended its process', 'it needs less memory or code'),
      signal,
    })
    // A send that fails means a dead child, which is heard of anyway.
    this.#child.send(job, () => {})
    const result = await reply
    if (result.type === 'ready') throw new NetError('unavailable', 'the sandbox is out of step', 'ask again')
    return result
  }

  kill(): void {
    this.#child.kill('SIGKILL')
    this.#end()
  }

  /** An idle child keeps nobody from ending. */
  rest(): void {
    this.#child.unref()
    this.#child.channel?.unref()
  }

  wake(): void {
    this.#child.ref()
    this.#child.channel?.ref()
  }

  #end(): void {
    this.#alive = false
    this.#lost?.()
  }

  /** The next message; whoever is late, lost or no longer wanted is killed. */
  #reply({ patience, late, lost, signal }: Waiting): Promise<ChildReply> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
        this.#heard = undefined
        this.#lost = undefined
      }
      const fail = (error: NetError): void => {
        settle()
        this.kill()
        reject(error)
      }
      const timer = setTimeout(() => fail(late), patience)
      const onAbort = (): void => fail(new NetError('aborted', 'the caller has gone', 'nothing to do'))
      this.#heard = reply => {
        settle()
        resolve(reply)
      }
      this.#lost = () => fail(lost)
      signal.addEventListener('abort', onAbort, { once: true })
      if (signal.aborted) onAbort()
      else if (!this.#alive) fail(lost)
    })
  }
}
