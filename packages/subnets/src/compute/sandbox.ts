// Foreign programs, each in one of a few child processes: inspected first, bounded in memory, killed at the deadline.

import { NetError } from '@taonet/wire'
import { inspectModule } from './inspect-module.ts'
import { MAX_DEADLINE_MS, MAX_INPUT_BYTES, MAX_MEMORY_PAGES } from './limits.ts'
import { SandboxProcess } from './sandbox-process.ts'
import { MalformedModule } from './wasm-reader.ts'

export interface Job {
  readonly module: Uint8Array
  readonly input: Uint8Array
  /** The export to call; see run-module.ts for the convention. */
  readonly function: string
  /** The module's memory may declare no larger maximum. */
  readonly memoryPages: number
  readonly deadlineMs: number
}

export interface JobResult {
  readonly output: Uint8Array
  readonly elapsedMs: number
  /** At the end. */
  readonly memoryPages: number
}

export interface SandboxLimits {
  /** Processes, and so jobs at a time. */
  readonly children: number
  readonly waiting: number
  readonly memoryPages: number
  readonly deadlineMs: number
}

const DEFAULTS: SandboxLimits = {
  children: 1,
  waiting: 16,
  memoryPages: MAX_MEMORY_PAGES,
  deadlineMs: MAX_DEADLINE_MS,
}
/** A child that has run so many programs is replaced by a fresh one. */
const JOBS_A_CHILD = 500

const refused = (why: string): NetError => new NetError('bad_request', why, 'see docs/run/compute.md')

const busy = (): NetError =>
  new NetError('busy', 'the sandbox has as much work as it takes', 'ask another, or again later')
const gone = (): NetError => new NetError('aborted', 'the caller has gone', 'nothing to do')

export class Sandbox {
  readonly limits: SandboxLimits
  readonly #idle: SandboxProcess[] = []
  readonly #all = new Set<SandboxProcess>()
  readonly #queue: (() => void)[] = []
  #active = 0
  #closed = false

  /** Starts no process before the first job. */
  constructor(limits: Partial<SandboxLimits> = {}) {
    this.limits = { ...DEFAULTS, ...limits }
  }

  /** Process ids of the living children. */
  get pids(): readonly number[] {
    return [...this.#all].filter(({ alive }) => alive).flatMap(({ pid }) => pid ?? [])
  }

  /**
   * @throws NetError `bad_request` when the job is refused, invalid, traps or kills its process, `timeout` when it was killed
   * at its deadline, `busy` when too many wait, `aborted`, `unavailable`.
   */
  async run(job: Job, signal: AbortSignal = new AbortController().signal): Promise<JobResult> {
    this.#check(job)
    await this.#turn(signal)
    try {
      return await this.#execute(job, signal)
    } finally {
      // The place goes to the next in line without becoming free in between.
      const next = this.#queue.shift()
      if (next) next()
      else this.#active--
    }
  }

  close(): void {
    this.#closed = true
    for (const child of this.#all) child.kill()
    this.#all.clear()
    this.#idle.length = 0
  }

  #check({ module, input, memoryPages, deadlineMs }: Job): void {
    const { limits } = this
    if (memoryPages > limits.memoryPages) throw refused(`${memoryPages} pages, at most ${limits.memoryPages}`)
    if (deadlineMs > limits.deadlineMs) throw refused(`${deadlineMs} ms, at most ${limits.deadlineMs}`)
    if (input.length > MAX_INPUT_BYTES)
      throw refused(`${input.length} bytes of input, at most ${MAX_INPUT_BYTES}`)
    try {
      inspectModule(module, memoryPages)
    } catch (error) {
      if (error instanceof MalformedModule) throw refused(error.message)
      throw error
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(gone())
    if (this.#active < this.limits.children) {
      this.#active++
      return Promise.resolve()
    }
    if (this.#queue.length >= this.limits.waiting) return Promise.reject(busy())
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#queue.splice(this.#queue.indexOf(enter), 1)
        reject(gone())
      }
      const enter = (): void => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#queue.push(enter)
    })
  }

  async #execute(
    { module, input, function: name, deadlineMs }: Job,
    signal: AbortSignal,
  ): Promise<JobResult> {
    const child = await this.#child()
    try {
      const result = await child.run({ module, input, function: name }, deadlineMs, signal)
      if (result.type === 'refused') throw refused(result.why)
      return result
    } finally {
      this.#giveBack(child)
    }
  }

  async #child(): Promise<SandboxProcess> {
    if (this.#closed) throw new NetError('unavailable', 'the sandbox is closed', '')
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      if (idle.alive) {
        idle.wake()
        return idle
      }
      this.#all.delete(idle)
    }
    const fresh = new SandboxProcess()
    this.#all.add(fresh)
    try {
      await fresh.start()
    } catch (error) {
      this.#all.delete(fresh)
      throw error
    }
    return fresh
  }

  #giveBack(child: SandboxProcess): void {
    if (child.alive && child.jobs < JOBS_A_CHILD && !this.#closed) {
      child.rest()
      this.#idle.push(child)
      return
    }
    child.kill()
    this.#all.delete(child)
  }
}
