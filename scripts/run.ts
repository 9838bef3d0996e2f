// Running a child to its end: its exit code, and its output where the caller wants to read it.
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from './house.ts'

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Also hand every piece of output to the caller; it is printed in any case. */
  readonly onOutput?: (text: string) => void
}

export const bin = (name: string): string => join(root, 'node_modules', '.bin', name)

export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, PATH: path, ...options.env },
      stdio: options.onOutput ? ['ignore', 'pipe', 'inherit'] : ['ignore', 'inherit', 'inherit'],
    })
    child.stdout?.on('data', (piece: Buffer) => {
      process.stdout.write(piece)
      options.onOutput?.(piece.toString())
    })
    child.once('error', reject)
    child.once('close', code => resolve(code ?? 1))
  })
}
