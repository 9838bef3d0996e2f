// A network of separate processes, each started from the command line: a node, two validators, four miners and a gateway. Each
// of the eight is killed and comes back: no score is lost, nothing is signed twice, and questions are answered again.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Client, connect } from '@taonet/client'
import { chatResponse } from '@taonet/neuron'
import { NetUid } from '@taonet/runtime'
import { composeCall, storage } from '@taonet/runtime/tables'
import { accountFromSs58, keyPairFromUri, ready } from '@taonet/wire'
import { foundingCall, rootSwitch } from '../src/up/bootstrap.ts'
import { freePorts, taonet, until } from './network.ts'
import { type Line, type RunningCommand, runCommand } from './running.ts'

const FUNCTION = fileURLToPath(new URL('./skilled.ts', import.meta.url))
const WEIGHTS = fileURLToPath(new URL('../../models/weights/taonet-small.gguf', import.meta.url))
const NETUID = NetUid(1)
const PATIENCE = 90_000

const home = mkdtempSync(join(tmpdir(), 'taonet-eight-'))
const { rpc, gateway: gatewayPort, neurons } = await freePorts()
const chainUrl = `ws://127.0.0.1:${rpc}`
const baseUrl = `http://127.0.0.1:${gatewayPort}`
const processes = new Map<string, { readonly args: readonly string[]; command: RunningCommand }>()
let client: Client
/** Blocks by number, as they were announced: the chain may never take one back. */
const announced = new Map<number, Set<string>>()

const wallets = ['--wallet-path', join(home, 'wallets')]
const own = (name: string): string[] => [
  ...['--chain-url', chainUrl, '--wallet', name, ...wallets, '--data', join(home, name), '--json'],
]

/** Starts a process under a name, or starts it again. */
function start(name: string, args: readonly string[]): RunningCommand {
  const command = runCommand(args)
  processes.set(name, { args, command })
  return command
}

async function kill(name: string): Promise<void> {
  await processes.get(name)?.command.stop('SIGKILL')
}

function restart(name: string): RunningCommand {
  const found = processes.get(name)
  assert.ok(found?.command.child.signalCode === 'SIGKILL', name)
  return start(name, found.args)
}

const says =
  (wanted: string) =>
  ({ type }: Line): boolean =>
    type === wanted

/** Starts a killed one again, and waits until it says the word. */
const comesBack = (name: string, word: string): Promise<Line> =>
  restart(name).line(`${name} again`, PATIENCE, says(word))

/** What the gateway said last, when it did not answer. */
let refusal = ''

async function answered(): Promise<string | undefined> {
  try {
    const response = await fetch(`${baseUrl}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'Sort: 7 3 9 1' }] }),
      signal: AbortSignal.timeout(20_000),
    })
    const body: unknown = await response.json()
    if (response.ok) return chatResponse.parse(body).choices[0]?.message.content ?? undefined
    refusal = JSON.stringify(body)
  } catch (thrown) {
    refusal = String(thrown)
  }
  return undefined
}

const answers = () =>
  until('an answer', PATIENCE, answered, 500).catch((thrown: unknown) => {
    throw new Error(`${String(thrown)}: ${refusal}`)
  })

before(async () => {
  await ready()
  const node = start('node', [
    ...['node', '--chain', 'dev', '--block-time', '500', '--rpc-port', String(rpc)],
    ...['--base-path', join(home, 'chain'), '--json'],
  ])
  await node.line('the node', PATIENCE, line => 'url' in line)
  client = await connect(chainUrl)
  client.onBlock(({ number, hash }) => {
    announced.set(number, (announced.get(number) ?? new Set()).add(hash))
  })
  const alice = keyPairFromUri('//Alice')
  for (const call of [
    foundingCall(keyPairFromUri('//Owner').account, 'text'),
    rootSwitch('sudo_set_commit_reveal_weights_enabled', NETUID),
    rootSwitch('sudo_set_subnet_emission_enabled', NETUID),
    composeCall('SubtensorModule', 'start_call', { netuid: NETUID }),
  ]) {
    const receipt = await client.submit(alice, call)
    assert.ok(receipt.success, JSON.stringify(receipt.error))
  }
  const made = await taonet(['wallet', 'new', 'gateway', '--no-password', ...wallets])
  assert.equal(made.code, 0, made.stderr)
})

after(async () => {
  client?.close()
  // The chain last: everybody else says goodbye to it.
  for (const { command } of [...processes.values()].reverse())
    if (command.child.exitCode === null) command.child.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

const MINERS = ['miner-1', 'miner-2', 'miner-3', 'miner-4']
const VALIDATORS = ['validator-1', 'validator-2']
const lender = new Map<string, string>()

test('eight processes make a network that answers', async () => {
  for (const [i, name] of MINERS.entries()) {
    const what = i === 3 ? WEIGHTS : FUNCTION
    const port = ['--port', String(neurons + i)]
    const miner = start(name, ['miner', 'wrap', what, ...own(name), ...port, '--yes', '--fund'])
    await miner.line(name, PATIENCE, says('serving'))
  }
  for (const [i, name] of VALIDATORS.entries()) {
    const lend = ['--lend', String(neurons + 8 + i), '--lend-to', 'gateway', '--stake', '100']
    const args = ['validator', '--netuid', '1', ...own(name), '--yes', '--fund', ...lend]
    const line = await start(name, args).line(name, PATIENCE, says('lending'))
    lender.set(name, String(line.validator))
  }
  const named = [...lender.values()].flatMap(one => ['--validator', one])
  const port = ['--port', String(gatewayPort), '--no-page', '--json']
  const gateway = start('gateway', ['gateway', '--chain-url', chainUrl, ...wallets, ...named, ...port])
  await gateway.line('gateway', PATIENCE, says('serving'))
  assert.equal(processes.size, 8)
  assert.match(await answers(), /\d/)
})

/** How many probes each miner's averages are made of, as a validator has them on disk. */
function counts(name: string): ReadonlyMap<string, number> {
  const folder = join(home, name, 'neurons')
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find(one =>
    one.endsWith('scores.json'),
  )
  if (file === undefined) return new Map()
  const { pages }: { pages: Record<string, { probes: number }> } = JSON.parse(
    readFileSync(join(folder, file), 'utf8'),
  )
  return new Map(Object.entries(pages).map(([hotkey, { probes }]) => [hotkey, probes]))
}

/** How many times each validator committed weights in each epoch, read from the events of every block so far. */
async function commitsByEpoch(): Promise<ReadonlyMap<string, number>> {
  const { number: newest } = await client.head()
  const found = new Map<string, number>()
  for (let number = 1; number <= newest; number++) {
    const hash = await client.blockHash(number)
    assert.ok(hash)
    for (const { event } of await client.events(hash)) {
      if (event.name !== 'WeightsCommitted') continue
      const epoch = await client.at(hash).get(storage.SubtensorModule.SubnetEpochIndex, NETUID)
      const key = `${epoch} ${JSON.stringify(event.fields)}`.replace(/"hash":"0x[0-9a-f]+"/, '')
      found.set(key, (found.get(key) ?? 0) + 1)
    }
  }
  return found
}

const isPay = ({ type, alpha }: Line): boolean => type === 'epoch' && BigInt(String(alpha)) > 0n

test('both validators judge all four miners, and the chain pays them', async () => {
  for (const name of VALIDATORS) {
    await until(`${name} has probed everybody`, PATIENCE, () =>
      [...counts(name).values()].filter(probes => probes > 0).length >= 4 ? true : undefined,
    )
  }
  for (const name of ['miner-1', 'miner-4']) {
    const miner = processes.get(name)
    await miner?.command.line('pay', PATIENCE, isPay)
  }
})

/** Early in an epoch, so that the same epoch's weights are still to be committed when a validator is back. */
const earlyInAnEpoch = () =>
  until('an epoch begins', PATIENCE, async () => {
    const { number } = await client.head()
    const began = await client.get(storage.SubtensorModule.LastEpochBlock, NETUID)
    return number - Number(began) <= 2 ? true : undefined
  })

/** The account by which a process introduced itself. */
const accountOf = (name: string): string =>
  accountFromSs58(String(processes.get(name)?.command.lines.find(line => 'hotkey' in line)?.hotkey))

for (const name of VALIDATORS) {
  test(`${name} is killed: the other's answers go on, its own scores are all there again`, async () => {
    await earlyInAnEpoch()
    const [before, seat] = [counts(name), accountOf(name)]
    await kill(name)
    assert.match(await answers(), /\d/, 'by the other one')
    const known = counts(name)
    for (const [hotkey, probes] of before) assert.ok((known.get(hotkey) ?? 0) >= probes, `lost ${hotkey}`)
    await comesBack(name, 'judging')
    assert.equal(accountOf(name), seat)
    await until('more probes of everybody', PATIENCE, () =>
      [...known].every(([hotkey, probes]) => (counts(name).get(hotkey) ?? 0) > probes) ? true : undefined,
    )
    assert.match(await answers(), /\d/)
  })
}

/** Probes of each miner in each validator's book when the miner was killed. */
const probedBefore = new Map<string, readonly (number | undefined)[]>()
const probesOf = (miner: string): readonly (number | undefined)[] =>
  VALIDATORS.map(name => counts(name).get(accountOf(miner)))

for (const name of MINERS) {
  test(`${name} is killed: the others answer, and it is the same miner again`, async () => {
    const seat = accountOf(name)
    await kill(name)
    probedBefore.set(name, probesOf(name))
    assert.match(await answers(), /\d/, 'by the others')
    await comesBack(name, 'serving')
    assert.equal(accountOf(name), seat)
    assert.match(await answers(), /\d/)
  })
}

test('the gateway is killed: it answers again', async () => {
  await kill('gateway')
  assert.equal(await answered(), undefined)
  await comesBack('gateway', 'serving')
  assert.match(await answers(), /\d/)
})

test('the node is killed: the same chain goes on', async () => {
  const { number: newest } = await client.head()
  await kill('node')
  assert.match(await answers(), /\d/, 'without a chain')
  const node = restart('node')
  await node.line('the node again', PATIENCE, line => 'url' in line)
  await until('blocks again', PATIENCE, async () => {
    const head = await client.head().catch(() => undefined)
    return head && head.number > newest + 2 ? true : undefined
  })
  assert.match(await answers(), /\d/)
})

test('all eight live, and no score was begun anew', async () => {
  for (const [name, { command }] of processes) assert.equal(command.child.exitCode, null, name)
  for (const [name, before] of probedBefore) {
    await until(`${name} is judged on`, PATIENCE, () =>
      probesOf(name).every((probes, i) => (probes ?? 0) > (before[i] ?? 0)) ? true : undefined,
    )
  }
  for (const name of ['miner-1', 'miner-4'])
    await processes.get(name)?.command.line(`pay of ${name}`, PATIENCE, isPay)
})

test('no block was announced twice', async () => {
  assert.ok(announced.size > 20)
  for (const [number, hashes] of announced)
    assert.deepEqual([...hashes], [await client.blockHash(number)], `block ${number}`)
})

test('nothing was signed twice', async () => {
  const commits = await commitsByEpoch()
  assert.ok(commits.size > 0)
  assert.deepEqual(
    [...commits].filter(([, times]) => times > 1),
    [],
  )
})
