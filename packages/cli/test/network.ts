// A whole network for tests: the real bin in a clean folder on free ports, with a deadline for everything, and a mark in the
// environment by which its processes are found again, whoever their parent is.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../bin/taonet.js', import.meta.url))
const MARK = 'TAONET_TEST_RUN'
const SHOWN = 4_000

export interface NetworkOptions {
  /** Kept by the caller; a new empty folder when absent. */
  readonly data?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly ports?: Ports
}

export interface Ports {
  readonly rpc: number
  readonly gateway: number
  readonly neurons: number
}

export interface Network {
  readonly data: string
  readonly ports: Ports
  readonly baseUrl: string
  readonly rpcUrl: string
  readonly child: ChildProcess
  /** Everything printed so far. */
  output(): string
  /** Waits for `GET /ready` to answer 200. */
  ready(patience?: number): Promise<void>
  /** Sends the signal and waits for the end. @returns its exit code. */
  stop(signal?: NodeJS.Signals, patience?: number): Promise<number | null>
  /** Processes of this run that are alive. */
  alive(): readonly Survivor[]
  /** Waits until none is alive; returns those that still are. */
  gone(patience?: number): Promise<readonly Survivor[]>
  /** Ends by force whatever is left, and removes the folder when it was made here. */
  dispose(): Promise<void>
}

export interface Survivor {
  readonly pid: number
  readonly command: string
}

export const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Polls until `look` gives something. @throws after `patience` milliseconds, with `what` in the message. */
export async function until<T>(
  what: string,
  patience: number,
  look: () => Promise<T | undefined> | T | undefined,
  pause = 250,
): Promise<T> {
  const end = performance.now() + patience
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (performance.now() > end) throw new Error(`${what}: not within ${patience / 1000} s`)
    await sleep(pause)
  }
}

/** Free ports in one row, below the range that the system hands out by itself. */
export async function freePorts(neurons = 16): Promise<Ports> {
  for (let turn = 0; turn < 50; turn++) {
    const first = 20_000 + Math.floor(Math.random() * 10_000)
    const row = Array.from({ length: neurons + 2 }, (_, i) => first + i)
    if ((await Promise.all(row.map(isFree))).every(Boolean))
      return { rpc: first, gateway: first + 1, neurons: first + 2 }
  }
  throw new Error('no row of free ports found')
}

const isFree = (port: number): Promise<boolean> =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

export async function startNetwork(options: NetworkOptions = {}): Promise<Network> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'taonet-test-'))
  const ports = options.ports ?? (await freePorts())
  const mark = randomUUID()
  const { rpc, gateway, neurons } = ports
  const child = spawn(
    process.execPath,
    [
      BIN,
      'up',
      ...['--data', data, '--rpc-port', String(rpc), '--gateway-port', String(gateway)],
      ...['--neuron-port', String(neurons), ...(options.args ?? [])],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env, [MARK]: mark } },
  )
  let output = ''
  const collect = (piece: Buffer): void => {
    output += piece.toString()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  let ended = false
  const end = new Promise<number | null>(resolve =>
    child.once('exit', code => {
      ended = true
      resolve(code)
    }),
  )
  const explained = (thrown: unknown): Error =>
    new Error(`${thrown instanceof Error ? thrown.message : String(thrown)}\n${report(output, data)}`)

  return {
    data,
    ports,
    baseUrl: `http://127.0.0.1:${gateway}`,
    rpcUrl: `ws://127.0.0.1:${rpc}`,
    child,
    output: () => output,
    ready: (patience = 120_000) =>
      until('GET /ready', patience, async () => {
        if (ended) throw new Error(`the network ended with code ${child.exitCode} before it was ready`)
        return (await isReady(gateway)) ? true : undefined
      }).then(
        () => undefined,
        thrown => {
          throw explained(thrown)
        },
      ),
    async stop(signal = 'SIGINT', patience = 60_000) {
      child.kill(signal)
      const late = Symbol('late')
      const code = await Promise.race([end, sleepUnref(patience).then(() => late)])
      if (typeof code === 'symbol') throw explained(`no end within ${patience / 1000} s of ${signal}`)
      return code
    },
    alive: () => marked(mark),
    gone: async (patience = 60_000) => {
      await until('the end of all processes', patience, () =>
        marked(mark).length === 0 ? true : undefined,
      ).catch(() => undefined)
      return marked(mark)
    },
    async dispose() {
      for (const { pid } of marked(mark)) killQuietly(pid)
      await Promise.race([end, sleepUnref(5_000)])
      if (options.data === undefined) rmSync(data, { recursive: true, force: true })
    },
  }
}

const sleepUnref = (ms: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, ms).unref()
  })

async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/ready`, { signal: AbortSignal.timeout(5_000) })
    await answer.body?.cancel()
    return answer.status === 200
  } catch {
    return false
  }
}

/** Living processes with the mark in their environment; a zombie has none and does not count. */
function marked(mark: string): readonly Survivor[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      const environment = readQuietly(`/proc/${pid}/environ`)
      if (!environment.split('\0').includes(`${MARK}=${mark}`)) return []
      return [{ pid: Number(pid), command: readQuietly(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') }]
    })
}

function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It ended while we looked, or is another user's.
    return ''
  }
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

/** The ends of everything that was printed or logged. */
export function report(output: string, data: string): string {
  const logs = join(data, 'logs')
  const parts = existsSync(logs)
    ? readdirSync(logs).map(name => `--- ${name}\n${readQuietly(join(logs, name)).slice(-SHOWN)}`)
    : []
  return [`--- output\n${output.slice(-SHOWN)}`, ...parts].join('\n')
}

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** One `taonet` command to its end. @throws when it takes longer than `patience`. */
export function taonet(
  args: readonly string[],
  options: {
    readonly env?: Readonly<Record<string, string>>
    readonly cwd?: string
    readonly patience?: number
  } = {},
): Promise<Finished> {
  const { env = {}, cwd = tmpdir(), patience = 60_000 } = options
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
      cwd,
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString()
    })
    child.stderr.on('data', (piece: Buffer) => {
      stderr += piece.toString()
    })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`taonet ${args.join(' ')}: no end within ${patience / 1000} s\n${stdout}\n${stderr}`))
    }, patience)
    child.once('error', reject)
    child.once('close', code => {
      clearTimeout(timer)
      resolve({ code, stdout, stderr })
    })
  })
}
