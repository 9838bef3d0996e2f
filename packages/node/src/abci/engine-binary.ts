// The `cometbft` program: one that the machine has, or one that the Go toolchain builds here once.
import { execFile } from 'node:child_process'
import { access, constants, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { NetError } from '@taonet/wire'

const run = promisify(execFile)

const MODULE = 'github.com/cometbft/cometbft'
export const ENGINE_VERSION = '0.38.25'
/** The module's sum, as Go's checksum database has it: what it builds is what was looked at. */
const ENGINE_SUM = 'h1:jtGSyssudmkjED2fk9wFGfd/fNyPKvLIinW62ELxZH4='
const LINE = /^0\.38\.\d+/
/** A machine with two busy cores takes three minutes. */
const BUILD_MS = 25 * 60_000

const cached = (): string =>
  join(
    process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    'taonet',
    `cometbft-${ENGINE_VERSION}`,
    'cometbft',
  )

async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

async function onPath(name: string): Promise<string | undefined> {
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(dir, name)
    if (dir !== '' && (await isProgram(path))) return path
  }
  return undefined
}

/** What was installed by us, or is on PATH; undefined when there is none. */
export async function findEngine(): Promise<string | undefined> {
  const ours = cached()
  return (await isProgram(ours)) ? ours : onPath('cometbft')
}

/** @throws NetError `engine-missing`, or `engine-version` for one of another line. */
export async function neededEngine(): Promise<string> {
  const path = await findEngine()
  if (path === undefined)
    throw new NetError('engine-missing', 'CometBFT is not installed', "run 'taonet network install'")
  const { stdout } = await run(path, ['version'])
  if (LINE.test(stdout.trim())) return path
  throw new NetError(
    'engine-version',
    `${path} is CometBFT ${stdout.trim()}`,
    `only 0.38 speaks with us: run 'taonet network install'`,
  )
}

/**
 * Builds the pinned version into the user's cache, unless it is there.
 * @throws NetError `go-missing`, `engine-sum` or `engine-build`.
 */
export async function installEngine(): Promise<string> {
  const path = cached()
  if (await isProgram(path)) return path
  const go = await onPath('go')
  if (go === undefined)
    throw new NetError(
      'go-missing',
      'there is no Go toolchain on PATH',
      'install Go 1.22 or newer, or CometBFT itself',
    )
  await mkdir(join(path, '..'), { recursive: true })
  const build = await mkdtemp(join(path, '..', 'build-'))
  const env = { ...process.env, GOBIN: build, CGO_ENABLED: '0', GOFLAGS: '-mod=mod' }
  const options = { cwd: tmpdir(), env, timeout: BUILD_MS, maxBuffer: 1 << 24 }
  try {
    const wanted = `${MODULE}@v${ENGINE_VERSION}`
    const { stdout } = await run(go, ['mod', 'download', '-json', wanted], options)
    const sum = sumOf(stdout)
    if (sum !== ENGINE_SUM)
      throw new NetError('engine-sum', `${wanted} has the sum ${sum}`, 'somebody changed it: do not use it')
    await run(go, ['install', `${MODULE}/cmd/cometbft@v${ENGINE_VERSION}`], options)
    // Whole or not at all, also when two install at once.
    await rename(join(build, 'cometbft'), path)
    return path
  } catch (thrown) {
    if (thrown instanceof NetError) throw thrown
    const said = thrown instanceof Error ? thrown.message : String(thrown)
    throw new NetError(
      'engine-build',
      `CometBFT could not be built: ${said}`,
      'is a Go module proxy reachable?',
      thrown,
    )
  } finally {
    await rm(build, { recursive: true, force: true })
  }
}

function sumOf(text: string): string {
  const answer: unknown = JSON.parse(text)
  const has = typeof answer === 'object' && answer !== null && 'Sum' in answer
  return has && typeof answer.Sum === 'string' ? answer.Sum : 'none'
}
