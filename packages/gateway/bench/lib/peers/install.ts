// Runs what puts a peer on this machine, and says what stood in the way.
import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { promisify } from 'node:util'

const execute = promisify(execFile)
/** A registry out of reach and packages without a build for this machine show within this time. */
const INSTALL_MS = 600_000
const LAST_WORDS = 300

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** @throws Error with the program's last words. */
export async function run(program: string, options: readonly string[], cwd?: string): Promise<void> {
  try {
    await execute(program, options, { timeout: INSTALL_MS, ...(cwd === undefined ? {} : { cwd }) })
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : ''
    throw new Error(`${program} ${options[0]} failed: ${said.slice(-LAST_WORDS) || String(cause)}`, { cause })
  }
}
