// `npm run test:sdk -- --suite DIR [--repositories DIR] [--address IP] [--only EXPRESSION] [--out FILE] [FILE…]`: the SDK's
// own end-to-end suite, unmodified, against our node. The suite's DIR holds its `tests` folder, at the version that
// packages/node/test/python/sdk-suite.txt pins. Each file runs by itself, with a chain of its own for every test; what
// came of each test is printed at the end. `--repositories` and `--address` are for machines without the internet
// (docs/compatibility.md).
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { addressPage } from './own-address.ts'
import { peerPrograms } from './venv.ts'

const TEST_SECONDS = 300
const LAUNCHER = fileURLToPath(new URL('localnet.ts', import.meta.url))

const { values, positionals } = parseArgs({
  options: {
    suite: { type: 'string' },
    repositories: { type: 'string' },
    address: { type: 'string' },
    out: { type: 'string' },
    only: { type: 'string' },
  },
  allowPositionals: true,
})
const suite = resolve(values.suite ?? '')
const folder = join(suite, 'tests', 'e2e_tests')
if (values.suite === undefined || !existsSync(folder)) {
  console.error("✘ --suite DIR: a folder with the SDK's tests/e2e_tests")
  process.exit(1)
}
const files =
  positionals.length > 0 ? positionals : readdirSync(folder).filter(name => /^test_\w+\.py$/.test(name))
const python = join(await peerPrograms('sdk-suite'), 'python')

interface Result {
  readonly test: string
  readonly outcome: 'pass' | 'fail' | 'error' | 'skip'
  /** The first line of what went wrong. */
  readonly why: string
}

const CASE = /<testcase classname="([^"]*)" name="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/testcase>)/g
const WRONG = /<(failure|error|skipped)[^>]*?message="([^"]*)"/
const OUTCOMES = { failure: 'fail', error: 'error', skipped: 'skip' } as const
const plain = (xml: string): string =>
  xml
    .replace(/&#10;[\s\S]*/, '')
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#x27;|&apos;/g, "'")
    .replace(/&amp;/g, '&')

/** What the runner's report says of each test. */
function results(report: string): Result[] {
  return [...report.matchAll(CASE)].map(([, where = '', name = '', inside = '']) => {
    const [, kind, why = ''] = WRONG.exec(inside) ?? []
    const outcome = kind === undefined ? 'pass' : OUTCOMES[kind as keyof typeof OUTCOMES]
    return { test: `${where.split('.').at(-1)}::${name}`, outcome, why: plain(why) }
  })
}

/** Git takes what the suite clones from GitHub out of the folder: OWNER/NAME.git. */
const clonedFrom = (repositories: string): Record<string, string> => ({
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: `url.${resolve(repositories)}/.insteadOf`,
  GIT_CONFIG_VALUE_0: 'https://github.com/',
})

const home = mkdtempSync(join(tmpdir(), 'taonet-suite-'))
const page = values.address === undefined ? undefined : await addressPage(home, values.address)
const repositories = values.repositories === undefined ? {} : clonedFrom(values.repositories)
const only = values.only === undefined ? [] : ['-k', values.only]
const all: Result[] = []
try {
  for (const file of files) {
    const report = join(home, 'report.xml')
    const quiet = ['-o', 'addopts=', '-p', 'no:cacheprovider', '-q', '--show-capture=no']
    const args = ['-m', 'pytest', ...quiet, '--timeout', String(TEST_SECONDS), `--junitxml=${report}`]
    const runner = spawn(python, [...args, ...only, join('tests', 'e2e_tests', file)], {
      cwd: suite,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        HOME: home,
        USE_DOCKER: '0',
        LOCALNET_SH_PATH: `${process.execPath} ${LAUNCHER}`,
        ...repositories,
        ...page?.env,
      },
    })
    await once(runner, 'exit')
    if (!existsSync(report)) throw new Error(`${file} left no report: its runner broke`)
    all.push(...results(readFileSync(report, 'utf8')))
    rmSync(report)
  }
} finally {
  page?.close()
  rmSync(home, { recursive: true })
}
const lines = all.map(({ test, outcome, why }) => `${outcome}\t${test}\t${why}`)
console.log(lines.join('\n'))
if (values.out !== undefined) writeFileSync(values.out, `${lines.join('\n')}\n`)
const passed = all.filter(({ outcome }) => outcome === 'pass').length
console.log(`${passed} of ${all.length} pass; docs/compatibility.md says why the others do not`)
process.exitCode = passed === all.length ? 0 : 1
