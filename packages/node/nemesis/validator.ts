// One validator as a process with its engine below it, kept alive as an operator's service manager would, unless a fault wants
// it down.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Part } from './plan.ts'

const TAONET = fileURLToPath(new URL('../../cli/src/main.ts', import.meta.url))

const AGAIN_MS = 1000
const HALTED = 70
const STOP_MS = 60_000

export class Validator {
  readonly index: number
  readonly dir: string
  readonly rpcPort: number
  /** How often it ended without having been asked to. */
  losses = 0
  /** It ended because a rule of the chain was broken (DESIGN §7). */
  halted = false
  /** What it said, in a file. */
  readonly #record: WriteStream
  readonly #log: (line: string) => void
  #wanted = false
  #life: Promise<void> = Promise.resolve()
  #child: ChildProcess | undefined

  constructor(
    place: {
      readonly index: number
      readonly dir: string
      readonly rpcPort: number
      readonly record: string
    },
    log: (line: string) => void,
  ) {
    this.index = place.index
    this.dir = place.dir
    this.rpcPort = place.rpcPort
    this.#log = log
    this.#record = createWriteStream(place.record, { flags: 'a' })
  }

  /** Starts it, and starts it again as often as it ends. */
  start(): void {
    if (this.#wanted) return
    this.#wanted = true
    this.#life = this.#life.then(() => this.#live())
  }

  /** Asks it to end. False when it did not, and was killed. */
  async stop(): Promise<boolean> {
    this.#wanted = false
    const child = this.#child
    child?.kill('SIGTERM')
    let patient = true
    const timer = setTimeout(() => {
      patient = false
      child?.kill('SIGKILL')
    }, STOP_MS)
    await this.#life
    clearTimeout(timer)
    return patient
  }

  /** Kills without a word. An engine alone is its node's to start again; a node stays down until `start`. */
  async kill(part: Part): Promise<void> {
    if (part !== 'engine') this.#wanted = false
    await this.signal(part, 'SIGKILL')
    if (part !== 'engine') await this.#life
  }

  /** A signal to the node, its engine or both at once. */
  async signal(part: Part, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const engine = part === 'application' ? undefined : await this.engine()
    if (engine !== undefined) send(engine, signal)
    if (part !== 'engine') this.#child?.kill(signal)
  }

  /** The engine's process; undefined while there is none. */
  async engine(): Promise<number | undefined> {
    const pid = this.#child?.pid
    if (pid === undefined) return undefined
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
    for (const child of children.trim().split(' ').filter(Boolean).map(Number)) {
      const name = await readFile(`/proc/${child}/comm`, 'utf8').catch(() => '')
      if (name.trim() === 'cometbft') return child
    }
    return undefined
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** When we end in the middle of something. */
  killNow(): void {
    this.#wanted = false
    this.#child?.kill('SIGKILL')
  }

  async #live(): Promise<void> {
    while (this.#wanted) {
      const how = await this.#run()
      if (how === HALTED) this.halted = true
      if (!this.#wanted || this.halted) return
      this.losses++
      this.#log(`validator ${this.index + 1} ended with ${how}; it is started again`)
      await sleep(AGAIN_MS)
    }
  }

  async #run(): Promise<number | string> {
    const args = [TAONET, 'node', '--consensus', 'cometbft', '--home', this.dir, '--json']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#child = child
    child.stderr.pipe(this.#record, { end: false })
    const [code, signal] = await once(child, 'exit')
    this.#child = undefined
    return code ?? signal
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself meanwhile, which is as good as any signal.
  }
}
