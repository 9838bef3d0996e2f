// `taonet node` as a drop-in for a local chain, and what a developer does to it from another terminal.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { DEV_ACCOUNTS, defaultGenesis, type RunningNode, startNode } from '@taonet/node'
import { composeCall, NetUid, storage, system } from '@taonet/runtime/tables'
import { type AccountId, blockTime, bytesToHex, isNetError, keyPairFromUri, ss58Encode } from '@taonet/wire'
import { Command } from 'commander'
import { developerCommands } from '../src/command-line/developer.ts'
import { momentOf, raoOf } from '../src/developer/words.ts'
import { until } from './network.ts'

const BIN = fileURLToPath(new URL('../bin/taonet.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'taonet-node-'))
const { alice, bob } = DEV_ACCOUNTS
let node: RunningNode

const taonet = (...args: readonly string[]) =>
  new Promise<string>((resolve, reject) =>
    execFile(process.execPath, [BIN, ...args], (error, out, err) =>
      error ? reject(new Error(err)) : resolve(out),
    ),
  )
/** A command below `taonet node`, against the chain of this test. */
async function run(url: string, ...words: readonly string[]): Promise<void> {
  const program = new Command('node').exitOverride()
  developerCommands(program)
  await program.parseAsync([...words, '--chain-url', url, '--json'], { from: 'user' })
}
const here = (...words: readonly string[]) => run(`ws://127.0.0.1:${node.rpcPort}`, ...words)
const refusal = async (work: Promise<unknown>, code: string) =>
  assert.rejects(work, thrown => isNetError(thrown) && thrown.code === code && thrown.hint !== '')
const free = (who: AccountId) => system.storage.Account.get({ state: node.host.state }, who).data.free

before(async () => {
  node = await startNode({ profile: 'dev', rpcPort: 0, sealing: 'manual' })
})
after(async () => {
  await node.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('the flags of local chains are taken; the first screen has accounts and addresses; nothing is left behind', async t => {
  const base = join(folder, 'base')
  const child = spawn(process.execPath, [
    ...[BIN, 'node', '--one', '--dev', '--tmp', '--sealing=instant', '--rpc-port', '0'],
    ...['--base-path', base, '--name', 'one', '--chain', 'local', '--pruning', 'archive'],
  ])
  t.after(() => child.kill('SIGKILL'))
  let said = ''
  child.stdout.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  child.stderr.on('data', (piece: Buffer) => {
    said += piece.toString()
  })
  const end = new Promise<number | null>(resolve => child.once('close', resolve))
  await until(
    'the first block',
    60_000,
    () => (/Imported #1\b/.test(said) && said.includes('Ctrl-C stops it')) || undefined,
  )
  for (const account of Object.values(DEV_ACCOUNTS)) assert.ok(said.includes(ss58Encode(account)))
  const [, url = ''] = /(ws:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? []
  const hashes = JSON.parse(await taonet('node', 'seal', '2', '--chain-url', url, '--json'))
  assert.equal(hashes.number, 3)
  assert.match(said, /^.*one.* chain local/m)
  child.kill('SIGINT')
  assert.equal(await end, 0)
  assert.ok(!existsSync(base), '--tmp wins')
})

test('blocks, epochs, time and pace', async () => {
  await here('seal')
  await here('seal', '4')
  assert.equal(node.host.head.number, 5)
  await here(
    'submit-as',
    '//Alice',
    bytesToHex(composeCall('SubtensorModule', 'register_network', { hotkey: bob })),
  )
  await here('seal')
  await here('epoch', '1')
  const last = storage.SubtensorModule.LastEpochBlock.get({ state: node.host.state }, NetUid(1))
  assert.equal(Number(last), node.host.head.number)
  const before = blockTime(node.host.head.header) ?? 0n
  await here('travel', '+3d')
  await here('seal')
  assert.ok((blockTime(node.host.head.header) ?? 0n) >= before + 3n * 86_400_000n)
  await here('block-time', '5')
  await here('sealing', 'interval')
  const { number } = node.host.head
  await until('blocks by themselves', 30_000, () => node.host.head.number > number + 2 || undefined)
  await here('sealing', 'manual')
})

test('there and back: snapshots, heads, states in files', async t => {
  const file = join(folder, 'state')
  await here('dump', file)
  const { number } = node.host.head
  const money = free(bob)
  await here('fund', ss58Encode(bob), '12.5')
  assert.equal(free(bob), money + 12_500_000_000n)
  await here('head', String(number))
  assert.equal(free(bob), money)
  await here('snapshot')
  await here('fund', bob, '1')
  await here('revert', '0x1')
  assert.equal(free(bob), money)
  const other = await startNode({
    profile: 'dev',
    genesis: defaultGenesis('dev'),
    rpcPort: 0,
    sealing: 'manual',
  })
  t.after(() => other.stop())
  await run(`http://127.0.0.1:${other.rpcPort}`, 'load', file)
  assert.equal(other.host.head.number, number)
  assert.equal(system.storage.Account.get({ state: other.host.state }, bob).data.free, money)
  assert.ok(readFileSync(file).length > 1000)
})

test('names: an account of which nobody here has the key', async () => {
  const stranger = keyPairFromUri('//Stranger').account
  await here('fund', '//Stranger', '1')
  await here('impersonate', ss58Encode(stranger))
  await here('impersonate', ss58Encode(stranger), '--stop')
  const call = composeCall('System', 'remark', { remark: new Uint8Array([1]) })
  await here('submit-as', ss58Encode(stranger), bytesToHex(call))
  await here('seal')
  assert.equal(system.storage.Account.get({ state: node.host.state }, stranger).nonce, 1)
})

test('what cannot be done is said with a hint', async t => {
  await refusal(here('seal', 'many'), 'number')
  await refusal(here('epoch', '9'), 'refused')
  await refusal(here('revert', '0xff'), 'refused')
  await refusal(here('fund', 'nobody', '1'), 'account')
  await refusal(here('fund', '//Bob', '1.0000000001'), 'amount')
  await refusal(here('travel', 'soon'), 'time')
  await refusal(run('ws://127.0.0.1:1', 'seal'), 'unreachable')
  const live = await startNode({ profile: 'public', rpcPort: 0, sealing: 'manual' })
  t.after(() => live.stop())
  await refusal(run(`ws://127.0.0.1:${live.rpcPort}`, 'fund', ss58Encode(alice), '1'), 'no-developer-methods')
})

test('amounts and moments as people write them', () => {
  assert.equal(raoOf('1'), 1_000_000_000n)
  assert.equal(raoOf('0.000000001'), 1n)
  assert.equal(raoOf('21000000.5'), 21_000_000_500_000_000n)
  for (const bad of ['', '.5', '1.', '-1', '1e3', '1,5', '0x1'])
    assert.throws(() => raoOf(bad), isNetError, bad)
  assert.equal(momentOf('+90s', 1000), 91_000)
  assert.equal(momentOf('+2d', 0), 172_800_000)
  assert.equal(momentOf('2027-01-31', 5), Date.UTC(2027, 0, 31))
  for (const bad of ['+2w', 'soon', '']) assert.throws(() => momentOf(bad, 0), isNetError, bad)
})
