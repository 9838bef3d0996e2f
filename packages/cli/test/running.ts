// A `taonet` command that goes on: its JSON lines as they come, and its end.
import { type ChildProcess, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { until } from './network.ts'

const BIN = fileURLToPath(new URL('../bin/taonet.js', import.meta.url))

export type Line = { readonly type: string } & Readonly<Record<string, unknown>>

export interface RunningCommand {
  readonly child: ChildProcess
  readonly lines: readonly Line[]
  /** Waits for a line. @throws with all that was said when it does not come. */
  line(what: string, patience: number, wanted: (line: Line) => boolean): Promise<Line>
  /** @returns the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export function runCommand(args: readonly string[]): RunningCommand {
  const child = spawn(process.execPath, [BIN, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: tmpdir(),
    env: { ...process.env, TAONET_OFFLINE: '1' },
  })
  const lines: Line[] = []
  let rest = ''
  let said = ''
  child.stdout.on('data', (piece: Buffer) => {
    const parts = (rest + piece.toString()).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) lines.push(JSON.parse(part))
  })
  child.stderr.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  const end = new Promise<number | null>(resolve => child.once('close', resolve))
  return {
    child,
    lines,
    line: (what, patience, wanted) =>
      until(what, patience, () => {
        const found = lines.find(wanted)
        if (!found && child.exitCode !== null) throw new Error(`${what}: it ended\n${said}`)
        return found
      }).catch((thrown: unknown) => {
        throw new Error(`${String(thrown)}\n${JSON.stringify(lines)}\n${said}`)
      }),
    stop: async (signal = 'SIGINT') => {
      child.kill(signal)
      return end
    },
  }
}
