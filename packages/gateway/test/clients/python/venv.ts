// A Python environment with the stock client at pinned versions, made once for each list of versions. It stands beside the other
// test peers, whose folder is not part of what is installed for use.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url))
const CACHE = fileURLToPath(new URL('../../../../../peers/node_modules/.cache/', import.meta.url))
/** Packages without a wheel for this machine, a registry out of reach and the like show within this time. */
const INSTALL_MS = 180_000
const OLD = 'import sys; sys.exit(sys.version_info < (3, 9))'

/** Path of a Python that can import the client. Rejects with what stands in the way. */
export async function clientPython(): Promise<string> {
  const versions = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 16)
  const home = join(CACHE, `python-openai-${versions}`)
  const python = join(home, 'bin', 'python')
  if (existsSync(python)) return python
  await run('python3', ['-c', OLD])
  await mkdir(CACHE, { recursive: true })
  // Made under another name: a half-made environment is never taken for a whole one.
  const draft = `${home}-${process.pid}`
  try {
    await run('python3', ['-m', 'venv', draft])
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-input']
    // The list is complete, so nothing has to be resolved; no package may run code of its own to be installed.
    const exactly = ['--no-deps', '--only-binary', ':all:', '-r', REQUIREMENTS]
    await run(join(draft, 'bin', 'python'), ['-m', 'pip', 'install', ...quiet, ...exactly], {
      timeout: INSTALL_MS,
    })
    await rename(draft, home)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return python
}
