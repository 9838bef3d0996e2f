// `taonet new subnet`: what it writes works at once; its attack works until the documented mend; and it runs on a chain.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { taonet } from './network.ts'
import { type RunningCommand, runCommand } from './running.ts'

const home = mkdtempSync(join(tmpdir(), 'taonet-new-'))
const running: RunningCommand[] = []
after(() => {
  for (const { child } of running) if (child.exitCode === null) child.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

const MODULE = join(home, 'wheat', 'wheat.ts')

interface Ended {
  readonly code: number
  readonly output: string
}

/** A program in the new folder, with the Node and the compiler that the folder finds by itself. */
function within(folder: string, args: readonly string[]): Promise<Ended> {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  return new Promise(resolve =>
    execFile(join(folder, 'node_modules', '.bin', 'node'), args, { cwd: folder, env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), output: out + err }),
    ),
  )
}
const wheat = join(home, 'wheat')
const promises = (): Promise<Ended> => within(wheat, ['--test', 'wheat.test.ts'])
const attack = (): Promise<Ended> => within(wheat, ['--test', 'wheat.attack.test.ts'])

before(async () => {
  const made = await taonet(['new', 'subnet', 'wheat', '--json'], { cwd: home })
  assert.equal(made.code, 0, made.stderr)
  const { dir, files } = JSON.parse(made.stdout)
  assert.equal(dir, wheat)
  assert.deepEqual(readdirSync(wheat).sort(), [...files, 'node_modules'].sort())
})

test('the subnet is one file of at most 80 lines, the first that is no test', () => {
  const sources = readdirSync(wheat).filter(file => file.endsWith('.ts'))
  assert.deepEqual(
    sources.filter(file => !file.endsWith('.test.ts')),
    ['wheat.ts'],
  )
  assert.ok(readFileSync(MODULE, 'utf8').split('\n').length <= 81)
})

test('its dependencies are folders, and its types hold', async () => {
  const { dependencies } = JSON.parse(readFileSync(join(wheat, 'package.json'), 'utf8'))
  assert.deepEqual(Object.keys(dependencies), ['@taonet/neuron', 'zod'])
  for (const folder of Object.values(dependencies)) assert.match(String(folder), /^file:/)
  const checked = await within(wheat, [join('node_modules', 'typescript', 'bin', 'tsc')])
  assert.equal(checked.code, 0, checked.output)
})

test('its test passes; its attack succeeds until the mend that it prints is made', async () => {
  const first = await promises()
  assert.equal(first.code, 0, first.output)
  const open = await attack()
  assert.notEqual(open.code, 0)
  assert.match(open.output, /the cheat scores 1, the honest miner 1/)

  const mend = /Replace its body by:\n\s*\n((?:.*\S.*\n)+)/.exec(open.output)?.[1]
  assert.ok(mend, open.output)
  const source = readFileSync(MODULE, 'utf8')
  const mended = source.replace(/(export function quality\(.*\n)[\s\S]*?\n(\}\n)/, `$1${mend}$2`)
  assert.notEqual(mended, source)
  writeFileSync(MODULE, mended)
  const closed = await attack()
  assert.equal(closed.code, 0, closed.output)
  const still = await promises()
  assert.equal(still.code, 0, still.output)
})

test('names that cannot be are refused with a hint, and nothing is written', async () => {
  for (const name of ['', 'Wheat', '../wheat', 'price_of_wheat', '7up', 'a'.repeat(33), 'text', '-x-']) {
    const refused = await taonet(['new', 'subnet', '--json', '--dir', join(home, 'never'), '--', name])
    assert.equal(refused.code, 1, name)
    assert.match(refused.stderr, /"code":"name".*"hint":"\S/)
  }
  assert.ok(!readdirSync(home).includes('never'))
})

test('a folder with something in it is written into only by agreement, and nothing is overwritten', async () => {
  const dir = join(home, 'full')
  mkdirSync(dir)
  writeFileSync(join(dir, 'notes.txt'), 'mine')
  const write = (...more: string[]) => taonet(['new', 'subnet', 'barley', '--dir', dir, '--json', ...more])
  const asked = await write()
  assert.equal(asked.code, 1)
  assert.match(asked.stderr, /"code":"no-terminal".*--yes/)
  assert.deepEqual(readdirSync(dir), ['notes.txt'])
  const agreed = await write('--yes')
  assert.equal(agreed.code, 0, agreed.stderr)
  writeFileSync(join(dir, 'barley.ts'), 'my work')
  const again = await write('--yes')
  assert.equal(again.code, 1)
  assert.match(again.stderr, /"code":"exists"/)
  assert.equal(readFileSync(join(dir, 'barley.ts'), 'utf8'), 'my work')
  assert.equal(readFileSync(join(dir, 'notes.txt'), 'utf8'), 'mine')
})

describe('on a chain', () => {
  const PATIENCE = 60_000
  let url: string
  const start = (args: readonly string[]): RunningCommand => {
    const command = runCommand(args)
    running.push(command)
    return command
  }
  const paying = (wallet: string): string[] => [
    ...['--chain-url', url, '--wallet', wallet, '--wallet-path', join(home, 'wallets')],
    ...['--fund', '--yes', '--json'],
  ]
  const own = (netuid: unknown, wallet: string): string[] => [
    ...['--netuid', String(netuid), '--subnet', MODULE, '--data', join(home, wallet), ...paying(wallet)],
  ]

  before(async () => {
    const node = start([
      ...['node', '--chain', 'dev', '--tmp', '--rpc-port', '0', '--block-time', '250', '--json'],
    ])
    url = String((await node.line('the node', PATIENCE, line => 'url' in line)).url)
  })

  test('it is registered, mined, judged and paid, from its file', async () => {
    const created = await taonet(['subnet', 'create', 'wheat', ...paying('owner')], { patience: PATIENCE })
    assert.equal(created.code, 0, created.stderr)
    const { netuid, started } = JSON.parse(created.stdout)
    assert.equal(started, true)

    // Without the file nobody knows what it speaks.
    const unknown = await taonet(['validator', '--netuid', String(netuid), ...paying('judge')])
    assert.match(unknown.stderr, /calls itself \\"wheat\\".*--subnet FILE/)

    const miner = start(['miner', 'wrap', MODULE, ...own(netuid, 'miner')])
    const serving = await miner.line('serving', PATIENCE, ({ type }) => type === 'serving')
    assert.equal(serving.model, 'wheat-1')
    const judge = start(['validator', ...own(netuid, 'judge'), '--stake', '20'])
    const judged = await judge.line(
      'an epoch with scores',
      PATIENCE,
      ({ type, scores }) => type === 'epoch' && Array.isArray(scores) && scores.length > 0,
    )
    assert.ok(Array.isArray(judged.scores))
    const [best] = judged.scores
    assert.equal(best.uid, serving.uid)
    assert.ok(best.score > 0.5)
    await miner.line('pay', PATIENCE, ({ type, alpha }) => type === 'epoch' && BigInt(String(alpha)) > 0n)
    assert.equal(await judge.stop(), 0)
    assert.equal(await miner.stop(), 0)
  })

  test('a file that exports no subnet is refused before anything is paid', async () => {
    const other = join(home, 'other.ts')
    writeFileSync(other, 'export default 7\n')
    const broken = join(home, 'broken.ts')
    writeFileSync(broken, 'import "./nowhere.ts"\n')
    for (const [file, code] of [
      [other, 'no-subnet-module'],
      [broken, 'no-module'],
      [join(home, 'missing.ts'), 'not_found'],
    ] as const) {
      const refused = await taonet(['validator', '--netuid', '1', '--subnet', file, ...paying('nobody')])
      assert.equal(refused.code, 1, file)
      assert.match(refused.stderr, new RegExp(`"code":"${code}"`))
    }
  })
})
