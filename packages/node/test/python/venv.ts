// Python environments with stock software at pinned versions, made once for each list of versions. They stand beside the
// other test peers, whose folder is not part of what is installed for use.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { access, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const CACHE = fileURLToPath(new URL('../../../../peers/node_modules/.cache/', import.meta.url))
/** Packages without a wheel for this machine, a registry out of reach and the like show within this time. */
const INSTALL_MS = 240_000
/** The pinned numpy needs Python 3.11. */
const OLD = 'import sys; sys.exit(sys.version_info < (3, 11))'

/**
 * `sdk` and `btcli` are the newest of their kind that a user installs; they pin different keys, so neither can live in the
 * other's environment. `sdk-suite` is the SDK at the version of the last public end-to-end suite, with what runs it.
 */
export type Peer = 'sdk' | 'btcli' | 'sdk-suite'

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** The folder of programs of the peer's environment. Rejects with what stands in the way. */
export async function peerPrograms(peer: Peer): Promise<string> {
  const list = fileURLToPath(new URL(`${peer}.txt`, import.meta.url))
  const versions = createHash('sha256').update(readFileSync(list)).digest('hex').slice(0, 16)
  const home = join(CACHE, `python-${peer}-${versions}`)
  const programs = join(home, 'bin')
  if (await exists(programs)) return programs
  await run('python3', ['-c', OLD])
  await mkdir(CACHE, { recursive: true })
  // Made under another name: a half-made environment is never taken for a whole one.
  const draft = `${home}-${process.pid}`
  try {
    await run('python3', ['-m', 'venv', draft])
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-input', '--no-compile']
    // The list is complete, so nothing has to be resolved; no package may run code of its own to be installed.
    const exactly = ['--no-deps', '--only-binary', ':all:', '-r', list]
    await run(join(draft, 'bin', 'python'), ['-m', 'pip', 'install', ...quiet, ...exactly], {
      timeout: INSTALL_MS,
    })
    // Two test files may make it at once: who is second takes the first one's.
    await rename(draft, home).catch(async thrown => {
      if (!(await exists(programs))) throw thrown
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return programs
}

/** The same for a test: without it the test is skipped, saying so; where nothing may be skipped it rejects. */
export async function peerOrSkip(peer: Peer, t: TestContext): Promise<string | undefined> {
  try {
    return await peerPrograms(peer)
  } catch (obstacle) {
    if (process.env.CI === 'true') throw obstacle
    const why = `skipped: no Python registry for ${peer}: ${obstacle}`
    console.log(why)
    t.skip(why)
    return undefined
  }
}
