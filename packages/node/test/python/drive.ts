// Runs the subjects of drive.py with the stock SDK and reads the steps that it printed.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** One thing done: at which block the chain was read, what the step was about, what the SDK read. */
export interface Step<About> {
  readonly step: string
  readonly at: number
  readonly about: About
  readonly read: unknown
}

/**
 * Runs stock programs in a home of their own: SDK and command line write there and read settings from the environment.
 * What Python compiles stays in the peer's environment: importing the SDK anew costs many seconds, and its sources are not
 * the only ones.
 */
export async function inOwnHome<T>(
  programs: string,
  work: (home: string, env: NodeJS.ProcessEnv) => Promise<T>,
): Promise<T> {
  const home = await mkdtemp(join(tmpdir(), 'taonet-python-'))
  try {
    const { PATH } = process.env
    return await work(home, {
      PATH,
      HOME: home,
      TMPDIR: home,
      PYTHONPYCACHEPREFIX: join(programs, '..', 'compiled'),
    })
  } finally {
    await rm(home, { recursive: true })
  }
}

const DRIVE = fileURLToPath(new URL('drive.py', import.meta.url))
const DEADLINE_MS = 300_000

export const driveSdk = <About>(
  programs: string,
  rpcPort: number,
  subjects: readonly string[],
): Promise<Step<About>[]> =>
  inOwnHome(programs, async (home, env) => {
    const args = [DRIVE, `ws://127.0.0.1:${rpcPort}`, join(home, 'wallets'), ...subjects]
    const { stdout } = await promisify(execFile)(join(programs, 'python'), args, {
      timeout: DEADLINE_MS,
      env,
    })
    return stdout
      .split('\n')
      .filter(line => line.startsWith('{"step"'))
      .map(line => JSON.parse(line))
  })
