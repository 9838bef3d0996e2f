// Work on a chain that four validators keep, as owners who know each other run it: a list of members, a subnet of approved
// keys, TLS or nothing. Miners and a validator stand at different nodes, one node is killed meanwhile, and they are paid.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { ChainError, type Client, connect } from '@taonet/client'
import { saveColdkey, saveHotkey } from '@taonet/client/wallet-files'
import { findEngine } from '@taonet/node'
import { composeCall, NetUid, StorageIndex, storage, Tao, Uid } from '@taonet/runtime/tables'
import { idAddress, type KeyPair, keyPairFromUri, ready } from '@taonet/wire'
import { freePorts, taonet, until } from './network.ts'
import { type Line, type RunningCommand, runCommand } from './running.ts'

const skip = (await findEngine()) === undefined ? 'no CometBFT' : false
const FUNCTION = fileURLToPath(new URL('./skilled.ts', import.meta.url))
const WEIGHTS = fileURLToPath(new URL('../../models/weights/taonet-small.gguf', import.meta.url))
const { SubtensorModule: rows } = storage
const NETUID = NetUid(1)
const PATIENCE = 600_000
const TAO = 1_000_000_000n
const remark = composeCall('System', 'remark', { remark: new Uint8Array() })

const home = mkdtempSync(join(tmpdir(), 'taonet-work-'))
const wallets = ['--wallet-path', join(home, 'wallets')]
const running: RunningCommand[] = []
const nodes: { readonly dir: string; command: RunningCommand; url: string }[] = []
const client = new Map<string, Client>()

const start = (args: readonly string[]): RunningCommand => {
  const command = runCommand(args)
  running.push(command)
  return command
}
const says =
  (wanted: string) =>
  ({ type }: Line): boolean =>
    type === wanted
const isPay = ({ type, alpha }: Line): boolean => type === 'epoch' && BigInt(String(alpha)) > 0n

async function startNode(dir: string): Promise<{ command: RunningCommand; url: string }> {
  const command = start(['node', '--consensus', 'cometbft', '--home', dir, '--json'])
  const { url } = await command.line('a node', PATIENCE, line => 'url' in line)
  return { command, url: String(url) }
}

/** The chain through these nodes, the first of them first. */
const through = (...order: readonly number[]): string[] =>
  order.flatMap(at => ['--chain-url', nodes[at]?.url ?? assert.fail(`there is no node ${at}`)])

async function clientOf(at: number): Promise<Client> {
  const { url } = nodes[at] ?? assert.fail(`there is no node ${at}`)
  const open = client.get(url) ?? (await connect(url, { timeout: 60_000 }))
  client.set(url, open)
  return open
}

/** Who was listed at genesis; Mallory was not. */
const names = ['owner', 'miner-a', 'miner-b', 'judge'] as const
type Name = (typeof names)[number]
const keysOf = (name: string) => ({
  cold: keyPairFromUri(`//${name}`),
  hot: keyPairFromUri(`//${name}//hot`),
})

/** Ends well, or says why not. */
async function done(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await taonet([...args, ...wallets, '--json'], { patience: PATIENCE })
  assert.equal(code, 0, stdout + stderr)
  return stdout
}
/** What a call was refused with, by the pool or by a block. */
async function refusal(at: number, signer: KeyPair, call: Uint8Array): Promise<string | undefined> {
  try {
    return (await (await clientOf(at)).submit(signer, call, { timeout: PATIENCE })).error?.name
  } catch (thrown) {
    if (thrown instanceof ChainError) return thrown.docs
    throw thrown
  }
}

const joining = (name: Name, nodesInOrder: readonly string[]): string[] => [
  ...[...nodesInOrder, '--wallet', name, ...wallets, '--data', join(home, name), '--json', '--yes', '--fund'],
]

before(async () => {
  if (skip) return
  await ready()
  for (const name of names) {
    const { cold, hot } = keysOf(name)
    await saveColdkey(join(home, 'wallets'), name, cold)
    saveHotkey(join(home, 'wallets'), name, 'default', hot)
  }
  const { neurons } = await freePorts()
  const members = names.flatMap(name => ['--member', keysOf(name).cold.ss58])
  const made = await taonet([
    ...['network', 'init', '--out', join(home, 'net'), '--validators', '4', '--chain', 'dev', '--need-tls'],
    ...['--block-time', '500', '--p2p-port', String(neurons), '--rpc-port', '0', '--json', ...members],
  ])
  assert.equal(made.code, 0, made.stderr)
  const { homes }: { homes: readonly { readonly dir: string }[] } = JSON.parse(made.stdout)
  const started = await Promise.all(homes.map(({ dir }) => startNode(dir)))
  nodes.push(...started.map((one, i) => ({ dir: homes[i]?.dir ?? '', ...one })))
})

after(async () => {
  for (const one of client.values()) one.close()
  for (const { child } of running) if (child.exitCode === null) child.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

const miners = new Map<Name, RunningCommand>()
const wrap = (name: Name, what: string, chain: readonly string[]): RunningCommand => {
  const command = start(['miner', 'wrap', what, ...joining(name, chain)])
  miners.set(name, command)
  return command
}

test('strangers cannot act, and only approved keys register', { skip }, async () => {
  assert.match((await refusal(0, keysOf('mallory').cold, remark)) ?? '', /signing address/)
  await done(['subnet', 'create', 'text', '--wallet', 'owner', '--yes', '--fund', ...through(0)])
  // Hyperparameters do not change right before an epoch, which comes every 20 blocks.
  await until('the subnet is restricted', PATIENCE, async () => {
    const restrict = ['subnet', 'restrict', '1', '--wallet', 'owner', ...wallets, '--json', ...through(1)]
    const { code, stderr } = await taonet(restrict, { patience: PATIENCE })
    if (code !== 0) assert.match(stderr, /AdminActionProhibitedDuringWeightsWindow/)
    return code === 0 ? true : undefined
  })
  const { cold, hot } = keysOf('miner-a')
  const seat = composeCall('SubtensorModule', 'burned_register', { netuid: NETUID, hotkey: hot.account })
  const gift = { dest: idAddress(cold.account), value: Tao(TAO) }
  const alice = keyPairFromUri('//Alice')
  assert.equal(await refusal(2, alice, composeCall('Balances', 'transfer_keep_alive', gift)), undefined)
  assert.equal(await refusal(2, cold, seat), 'RegistrationNotApproved')
  const approved = [cold, keysOf('judge').cold, keysOf('miner-b').hot].map(({ ss58 }) => ss58)
  await done(['subnet', 'approve', '1', ...approved, '--wallet', 'owner', ...through(3)])
})

test('miners and a validator at different nodes do the work of the text subnet, and are paid', {
  skip,
}, async () => {
  const judge = start([
    ...['validator', '--netuid', '1', ...joining('judge', through(3, 0)), '--stake', '100'],
  ])
  miners.set('judge', judge)
  const ofFunction = wrap('miner-a', FUNCTION, through(2, 1))
  const ofWeights = wrap('miner-b', WEIGHTS, through(3, 1))
  await judge.line('judging', PATIENCE, says('judging'))
  for (const miner of [ofFunction, ofWeights]) {
    const { port } = await miner.line('serving', PATIENCE, says('serving'))
    // Its port answers nobody in plain text; what it answered in its self-test came over TLS.
    await assert.rejects(fetch(`http://127.0.0.1:${port}/health`))
    await miner.line('pay', PATIENCE, isPay)
  }
  const reader = await clientOf(0)
  for (const name of ['miner-a', 'miner-b'] as const) {
    const pinned = await reader.get(rows.NeuronCertificates, NETUID, keysOf(name).hot.account)
    assert.equal(pinned?.public_key.length, 32)
  }
})

/** When the validator's weights were last taken, by the chain as the first node has it. */
async function lastWeights(): Promise<bigint> {
  const reader = await clientOf(0)
  const uid = await reader.get(rows.Uids, NETUID, keysOf('judge').hot.account)
  const updates = await reader.get(rows.LastUpdate, StorageIndex(NETUID))
  return updates[uid ?? Uid(0)] ?? 0n
}

test('a node that is killed is left by who worked through it, and the work goes on', { skip }, async () => {
  const lost = nodes[3] ?? assert.fail('there are four')
  await lost.command.stop('SIGKILL')
  const killed = (await (await clientOf(0)).head()).number
  await until('weights through another node', PATIENCE, async () =>
    (await lastWeights()) > BigInt(killed) ? true : undefined,
  )
  const miner = miners.get('miner-b') ?? assert.fail('it runs')
  await miner.line(
    'an epoch after that',
    PATIENCE,
    line => says('epoch')(line) && Number(line.block) > killed,
  )
  Object.assign(lost, await startNode(lost.dir))
})

test('every node has the same blocks and the same state at every height', { skip }, async () => {
  const readers = await Promise.all(nodes.map((_, at) => clientOf(at)))
  const newest = (await readers[0]?.head())?.number ?? assert.fail('the chain has blocks')
  for (const reader of readers)
    await until('a node has caught up', PATIENCE, async () =>
      (await reader.head()).number >= newest ? true : undefined,
    )
  // A header holds its state's root and its parent's hash, and a node answers for blocks that it executed itself: where one
  // hash is the same, so is every root below it.
  const hashes = await Promise.all(readers.map(reader => reader.blockHash(newest)))
  assert.equal(new Set(hashes).size, 1)
})

test('everybody goes when asked', { skip }, async () => {
  for (const one of client.values()) one.close()
  for (const command of miners.values()) assert.equal(await command.stop(), 0)
  assert.deepEqual(await Promise.all(nodes.map(({ command }) => command.stop('SIGTERM'))), [0, 0, 0, 0])
})
