// `npm test`: sets up what the tests need, checks the house, then runs every test file. Tiers run the same code with other
// counts: quick (default), full, soak (DESIGN §9).
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root, sources, workspaces } from './house.ts'
import { run } from './run.ts'

/** Each test says how many cases the quick tier runs; the other tiers multiply them. */
const TIERS = {
  quick: { TAONET_EFFORT: '1' },
  full: { TAONET_EFFORT: '10' },
  soak: { TAONET_EFFORT: '100' },
} as const

/** A file takes at most so long, in milliseconds: in the longer tiers one holds an hour of faults. */
const LONGEST_FILE = { quick: 900_000, full: 2 * 3_600_000, soak: 24 * 3_600_000 } as const

/** Fewer tests than this means that some were not found, which `node --test` would call a success. */
const FEWEST: number = JSON.parse(readFileSync(join(root, 'scripts', 'fewest-tests.json'), 'utf8')).quick

const { values, positionals } = parseArgs({
  options: { tier: { type: 'string', default: 'quick' } },
  allowPositionals: true,
})
const tier =
  values.tier in TIERS
    ? (values.tier as keyof typeof TIERS)
    : fail(`no tier ${values.tier}: quick, full or soak`)

function fail(what: string): never {
  console.error(`✘ ${what}`)
  process.exit(1)
}

/** Test peers are real clients with a lockfile of their own; installed once per lockfile. */
async function installPeers(): Promise<void> {
  const folder = join(root, 'peers')
  const stamp = join(folder, 'node_modules', '.taonet-installed')
  const wanted = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('installing the test peers (stock clients) into peers/')
  if ((await run('npm', ['ci', '--no-fund', '--no-audit'], { cwd: folder })) !== 0)
    fail('npm ci failed in peers/')
  writeFileSync(stamp, wanted)
}

function onPath(name: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

/** Chromium from CHROMIUM, from PATH, or from Debian's packages where we may install. */
async function findChromium(): Promise<string | undefined> {
  const found =
    process.env.CHROMIUM ?? onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome')
  if (found !== undefined) return found
  if (process.getuid?.() !== 0 || onPath('apt-get') === undefined) return undefined
  console.log('no Chromium on PATH: installing it with apt-get')
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } }
  await run('apt-get', ['update', '-qq'], quiet)
  await run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
    quiet,
  )
  return onPath('chromium')
}

/** A PostgreSQL server for the suites that hold for both databases: from POSTGRES_BIN, Debian's folders, PATH, or apt. */
async function findPostgres(): Promise<boolean> {
  const found = (): boolean =>
    process.env.POSTGRES_BIN !== undefined ||
    existsSync('/usr/lib/postgresql') ||
    onPath('initdb') !== undefined
  if (found()) return true
  if (process.getuid?.() !== 0 || onPath('apt-get') === undefined) return false
  console.log('no PostgreSQL: installing it with apt-get')
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } }
  await run('apt-get', ['update', '-qq'], quiet)
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], quiet)
  return found()
}

/** The replicated chain's tests drive CometBFT, which the Go toolchain builds once into the user's cache. */
async function buildEngine(): Promise<boolean> {
  const command = join(root, 'packages', 'cli', 'src', 'main.ts')
  return (await run(process.execPath, [command, 'network', 'install'])) === 0
}

const testFiles = (): string[] =>
  workspaces.flatMap(name => sources(`packages/${name}/test`)).filter(file => file.endsWith('.test.ts'))

await installPeers()
const chromium = await findChromium()
if (chromium === undefined && process.env.CI === 'true')
  fail('no Chromium, and CI skips nothing: set CHROMIUM or put it on PATH')
if (!(await findPostgres()) && process.env.CI === 'true')
  fail('no PostgreSQL, and CI skips nothing: install it or set POSTGRES_BIN')
if (positionals.length === 0 && !(await buildEngine()) && process.env.CI === 'true')
  fail('no CometBFT, and CI skips nothing: put Go on PATH')
const files = positionals.length > 0 ? positionals : testFiles()
if (positionals.length === 0 && (await run('npm', ['run', '--silent', 'check'])) !== 0) fail('npm run check')

mkdirSync(join(root, 'test-output'), { recursive: true })
// Three hundred files load the same modules: each is compiled once, which saves a twelfth of the processor's time.
const compiled = join(root, '.cache', 'compiled')
let output = ''
const code = await run(
  process.execPath,
  [
    '--test',
    '--test-concurrency=2',
    `--test-timeout=${LONGEST_FILE[tier]}`,
    `--import=${new URL('file-limit.ts', import.meta.url)}`,
    '--test-reporter=spec',
    '--disable-warning=ExperimentalWarning',
    ...files,
  ],
  {
    env: {
      ...TIERS[tier],
      TAONET_TIER: tier,
      TAONET_FILE_LIMIT: String(LONGEST_FILE[tier]),
      NODE_COMPILE_CACHE: compiled,
      ...(chromium ? { CHROMIUM: chromium } : {}),
    },
    onOutput: text => {
      output += text
    },
  },
)
const count = (word: string): number => Number(new RegExp(`ℹ ${word} (\\d+)`).exec(output)?.[1] ?? Number.NaN)
const [passed, failed, skipped] = [count('pass'), count('fail'), count('skipped')]
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`)
if (code !== 0) fail('tests failed')
if (positionals.length === 0 && passed < FEWEST)
  fail(`${passed} tests ran, at least ${FEWEST} belong to this tier`)
if (skipped > 0 && process.env.CI === 'true') fail('CI skips nothing')
