// The protocol computes the same everywhere: a chain of random calls of every kind, epochs among them, made by this version
// of Node and executed by another one through the whole host, has the same state root at every height. TAONET_SEED replays
// a run.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const EFFORT = Number(process.env.TAONET_EFFORT ?? 1)
/** Ten thousand from the full tier on. */
const BLOCKS = EFFORT < 10 ? 200 * EFFORT : 1_000 * EFFORT
/** The quick tier is the same every time; longer runs go somewhere new. */
const SEED = Number(process.env.TAONET_SEED ?? (EFFORT === 1 ? 1 : Math.floor(Math.random() * 2 ** 31)))

const path = (from: string): string => fileURLToPath(new URL(from, import.meta.url))
const OTHER_NODE = path('../../../peers/node_modules/node-22/bin/node')
const WRITER = path('../../runtime/test/traffic/write-chain.ts')
const EXECUTOR = path('determinism/execute-chain.ts')
const missing =
  process.platform === 'linux' && process.arch === 'x64'
    ? `${OTHER_NODE} is not there: npm ci in peers/`
    : 'the second Node is of Linux on x64'
const skip = existsSync(OTHER_NODE) ? false : missing
const root = await mkdtemp(join(tmpdir(), 'taonet-determinism-'))
after(() => rm(root, { recursive: true, force: true }))

/** Runs a program of ours; what it writes becomes the file. */
async function written(node: string, program: string, args: readonly string[], file: string): Promise<void> {
  const output = await open(file, 'w')
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', program, ...args], {
    stdio: ['ignore', output.fd, 'inherit'],
  })
  const [code] = await once(child, 'close')
  await output.close()
  assert.equal(code, 0, `${node} ${program}`)
}

const linesOf = async (file: string): Promise<string[]> =>
  (await readFile(file, 'utf8')).trimEnd().split('\n')

interface Written {
  readonly hash: string
  readonly root: string
}

test(`${BLOCKS} blocks of random calls have the same state roots on two versions of Node`, {
  skip,
}, async t => {
  const version = (await promisify(execFile)(OTHER_NODE, ['--version'])).stdout.trim()
  t.diagnostic(`seed ${SEED}, ${process.version} and ${version}`)
  assert.notEqual(version.split('.')[0], process.version.split('.')[0])
  const chain = join(root, 'chain')
  await written(process.execPath, WRITER, [String(SEED), String(BLOCKS)], chain)
  const store = join(root, 'store')
  await mkdir(store)
  const roots = join(root, 'roots')
  await written(OTHER_NODE, EXECUTOR, [chain, store], roots)
  const blocks = (await linesOf(chain)).slice(1).map(line => JSON.parse(line) as Written)
  assert.ok(blocks.length >= BLOCKS)
  const made = blocks.map(({ root, hash }, at) => `${at + 1} ${root} ${hash}`)
  const found = await linesOf(roots)
  for (const [at, line] of found.entries()) assert.equal(line, made[at], `seed ${SEED}`)
  assert.equal(found.length, made.length)
  assert.equal(new Set(blocks.map(({ root }) => root)).size, made.length)
})
