// A model server and a function join a running network: they register, test themselves, are probed within one epoch and paid
// by the end of the third whole one; so does a validator; and `why` accounts for their pay to the last rao.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Chain, int, openChain } from './expected-pay/chain-view.ts'
import { type ModelServer, startModelServer } from './model-server.ts'
import { type Network, startNetwork, taonet, until } from './network.ts'
import { type Line, type RunningCommand, runCommand } from './running.ts'

const TEMPO = 20
const FUNCTION = fileURLToPath(new URL('./skilled.ts', import.meta.url))
const PATIENCE = 120_000
/** Above it, the ports of the relay of the last test. */
const UP_RELAY = 30_049 + (process.pid % 200) * 50

let network: Network
let chain: Chain
let server: ModelServer
const home = mkdtempSync(join(tmpdir(), 'taonet-join-'))
const running: RunningCommand[] = []

before(async () => {
  server = await startModelServer()
  network = await startNetwork({
    args: ['--subnets', 'text', 'embeddings', '--relay', String(UP_RELAY)],
    env: { TAONET_OFFLINE: '1' },
  })
  await network.ready()
  chain = await openChain(network.rpcUrl)
})

after(async () => {
  await chain?.close()
  for (const { child } of running) if (child.exitCode === null) child.kill('SIGKILL')
  await network?.stop()
  await network?.dispose()
  await server?.close()
  rmSync(home, { recursive: true, force: true })
})

const common = (wallet: string): string[] => [
  ...['--chain-url', network.rpcUrl, '--wallet', wallet, '--wallet-path', join(home, 'wallets')],
  ...['--data', join(home, wallet), '--json'],
]
const start = (args: readonly string[]): RunningCommand => {
  const command = runCommand(args)
  running.push(command)
  return command
}
const isServing = ({ type }: Line): boolean => type === 'serving'

test('nothing is made and nothing is paid without consent', async () => {
  const unasked = await taonet(['miner', 'wrap', FUNCTION, ...common('poor')])
  assert.equal(unasked.code, 1)
  assert.match(unasked.stderr, /"code":"no-terminal".*--yes/)
  const unfunded = await taonet(['miner', 'wrap', FUNCTION, ...common('poor'), '--yes'])
  assert.equal(unfunded.code, 1)
  assert.match(unfunded.stderr, /"code":"funds".*--fund/)
})

test('what cannot be wrapped is refused before anything is paid', async () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [`${network.baseUrl}/v1`, /must not be a taonet gateway/],
    ['http://127.0.0.1:9', /no model server answers/],
    [join(home, 'missing.ts'), /there is no file/],
    [fileURLToPath(new URL('./running.ts', import.meta.url)), /neither a function nor a service/],
  ]
  for (const [target, expected] of cases) {
    const refused = await taonet(['miner', 'wrap', target, ...common('poor'), '--yes', '--fund'])
    assert.equal(refused.code, 1, target)
    assert.match(refused.stderr, expected)
  }
  // A chat server has no vectors: that shows before its seat on the embeddings subnet is bought, not after.
  const wrongSubnet = ['--netuid', '2', ...common('poor'), '--yes', '--fund']
  for (const target of [server.url, FUNCTION]) {
    const refused = await taonet(['miner', 'wrap', target, ...wrongSubnet])
    assert.equal(refused.code, 1, target)
    assert.match(refused.stderr, /"code":"service-test".*nothing was paid/)
  }
  const relayless = ['--tunnel', '127.0.0.1', ...common('poor'), '--yes', '--fund']
  assert.match((await taonet(['miner', 'wrap', FUNCTION, ...relayless])).stderr, /"code":"bad-address"/)
  const keyless = ['--tls-cert', FUNCTION, ...common('poor'), '--yes', '--fund']
  assert.match((await taonet(['miner', 'wrap', FUNCTION, ...keyless])).stderr, /"code":"bad-certificate"/)
})

interface Joined {
  readonly uid: number
  readonly hotkey: string
  readonly coldkey: string
  readonly block: number
}

async function joined(command: RunningCommand): Promise<Joined> {
  const line = await command.line('serving', PATIENCE, isServing)
  return {
    uid: Number(line.uid),
    hotkey: String(line.hotkey),
    coldkey: String(line.coldkey),
    block: await chain.head(),
  }
}

/** The first block at which any validator's evidence speaks of the miner. */
function firstProbe(hotkey: string): number | undefined {
  const neurons = join(network.data, 'neurons')
  const blocks = readdirSync(neurons, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.jsonl'))
    .flatMap(name => readFileSync(join(neurons, name), 'utf8').split('\n'))
    .filter(text => text.includes(hotkey))
    .map((text): { readonly block: number } => JSON.parse(text))
    .map(({ block }) => block)
  return blocks.length === 0 ? undefined : Math.min(...blocks)
}

const epochsOf = ({ lines }: RunningCommand): readonly Line[] => lines.filter(({ type }) => type === 'epoch')

interface Explained {
  readonly hotkey: string
  readonly exact: boolean
  readonly epoch: { readonly block: number }
  readonly pay: { readonly total: string; readonly tao: string }
  readonly verdicts: readonly {
    readonly hotkey: string
    readonly stakeShare: number
    readonly weight: number
    readonly counted: number
    readonly evidence?: { readonly kinds: readonly { readonly probes: number; readonly score: number }[] }
  }[]
  readonly consensus: number
  readonly rank: number
  readonly destinations: readonly { readonly alpha: string }[]
}

async function why(who: string, ...more: readonly string[]): Promise<Explained> {
  const asked = await taonet([
    ...['why', who, '--chain-url', network.rpcUrl, '--data', network.data, '--json'],
    ...more,
  ])
  assert.equal(asked.code, 0, asked.stderr)
  return JSON.parse(asked.stdout)
}

/** What an epoch's block added to a hotkey's stake on subnet 1, read with the stock client. */
async function growth(hotkey: string, block: number): Promise<bigint> {
  const [old, now] = await Promise.all([chain.at(block - 1), chain.at(block)])
  return (
    int(await now.read('totalHotkeyAlpha', hotkey, 1)) - int(await old.read('totalHotkeyAlpha', hotkey, 1))
  )
}

interface Audited {
  readonly agree: boolean
  readonly epochs: readonly { readonly sampled: number }[]
}

const FLOOR = 2 ** 32
const product = (a: number, b: number): number => Number((BigInt(a) * BigInt(b)) / BigInt(FLOOR))

test('a function and a server join, are probed within an epoch and paid by the end of the third', async () => {
  const ofFunction = start(['miner', 'wrap', FUNCTION, ...common('function'), '--yes', '--fund'])
  const first = await joined(ofFunction)
  const ofServer = start(['miner', 'wrap', server.url, ...common('server'), '--yes', '--fund'])
  const second = await joined(ofServer)
  // The self-test went all the way.
  assert.ok(server.chats() > 0)
  const judge = start([
    ...['validator', '--netuid', '1', ...common('judge'), '--yes', '--fund', '--stake', '50'],
    ...['--port', '0'],
  ])
  const judging = await judge.line('judging', PATIENCE, ({ type }) => type === 'judging')

  for (const [command, miner] of [
    [ofFunction, first],
    [ofServer, second],
  ] as const) {
    await command.line('pay', PATIENCE, ({ type, alpha }) => type === 'epoch' && BigInt(String(alpha)) > 0n)
    // The epoch in which it joined may end with the next block, so whole ones are counted.
    const [, ...whole] = epochsOf(command)
    const paid = whole.findIndex(({ alpha }) => BigInt(String(alpha)) > 0n)
    assert.ok(paid >= 0 && paid < 3, `paid in whole epoch ${paid + 1} after block ${miner.block}`)
    const probed = firstProbe(miner.hotkey)
    assert.ok(probed !== undefined && probed <= miner.block + TEMPO, `probed in block ${probed}`)
  }

  const told = await why(first.hotkey)
  assert.equal(told.exact, true)
  assert.equal(BigInt(told.pay.total), await growth(first.hotkey, told.epoch.block))
  assert.ok(BigInt(told.pay.total) > 0n && BigInt(told.pay.tao) > 0n)
  assert.ok(told.verdicts.some(({ evidence }) => evidence?.kinds.some(({ probes }) => probes > 0)))
  for (const one of told.verdicts) assert.equal(one.counted, Math.min(one.weight, told.consensus))
  assert.equal(
    told.verdicts.reduce((sum, { stakeShare, counted }) => sum + product(counted, stakeShare), 0),
    told.rank,
  )
  const line = epochsOf(ofFunction).find(({ block }) => block === told.epoch.block)
  if (line) assert.equal(String(line.alpha), told.pay.total)

  // A validator's dividends with its take, and the owner's cut: all of it is stake on their hotkeys.
  for (const wallet of ['validator-1', 'owner']) {
    const { exact, hotkey, destinations, epoch } = await why(wallet, '--netuid', '1')
    assert.equal(exact, true)
    const received = destinations.reduce((sum, { alpha }) => sum + BigInt(alpha), 0n)
    assert.ok(received > 0n, wallet)
    assert.equal(received, await growth(hotkey, epoch.block), wallet)
  }

  const ended = await judge.line(
    'an epoch judged',
    PATIENCE,
    ({ type, commits }) => type === 'epoch' && Number(commits) > 0,
  )
  assert.ok(Number(ended.probes) > 0)
  assert.match(JSON.stringify(ended.costs), /"total":\{"verdicts":[1-9]/)
  const { url } = await judge.line('its port', PATIENCE, ({ type }) => type === 'port')
  assert.match(await (await fetch(`${url}/metrics`)).text(), /^taonet_weights_alarm\{.*\} 0$/m)
  assert.deepEqual(await (await fetch(`${url}/health`)).json(), { status: 'ok' })
  assert.equal((await fetch(`${url}/v1/incidents`)).status, 200)
  assert.equal((await fetch(`${url}/metrics`, { headers: { origin: 'http://evil.example' } })).status, 403)
  assert.equal((await fetch(`${url}/metrics`, { method: 'POST' })).status, 405)
  assert.equal(await judge.stop(), 0)
  assert.equal(await ofServer.stop(), 0)
  assert.equal(await ofFunction.stop('SIGTERM'), 0)

  // The seat is kept and paid for once; what was learnt is on disk.
  const again = start(['validator', '--netuid', '1', ...common('judge')])
  const back = await again.line('judging again', PATIENCE, ({ type }) => type === 'judging')
  assert.equal(back.uid, judging.uid)
  assert.equal(await again.stop(), 0)
  const learnt = readdirSync(join(home, 'judge', 'neurons'), { recursive: true, encoding: 'utf8' })
  assert.ok(learnt.some(name => name.endsWith('scores.json')))
})

/** A closed epoch in which somebody was probed: whose, on which subnet, and its text. */
function closedEpoch(): { validator: string; netuid: string; name: string; text: string } | undefined {
  const neurons = join(network.data, 'neurons')
  for (const file of readdirSync(neurons, { recursive: true, encoding: 'utf8' })) {
    const [, validator, netuid, name] = /^(\w+)\/(\d+)\/evidence\/(epoch-\d+\.jsonl)$/.exec(file) ?? []
    if (!validator || !netuid || !name) continue
    const text = readFileSync(join(neurons, file), 'utf8')
    if (text.includes('"type":"secret"') && text.includes('"type":"probe"'))
      return { validator, netuid, name, text }
  }
  return undefined
}

test('a validator’s evidence holds against the chain; where one score was changed it does not', async () => {
  const found = await until('a closed epoch with probes', PATIENCE, closedEpoch)
  const { validator, netuid, name, text } = found
  const asked = ['--chain-url', network.rpcUrl, '--netuid', netuid, '--validator', validator, '--json']
  const honest = await taonet(
    ['audit', '--data', network.data, ...asked, '--sample', '64', '--epochs', '64'],
    {
      patience: 120_000,
    },
  )
  assert.equal(honest.code, 0, honest.stdout + honest.stderr)
  const told: Audited = JSON.parse(honest.stdout)
  assert.equal(told.agree, true)
  assert.ok(told.epochs.some(({ sampled }) => sampled > 0))

  const copy = join(home, 'copy')
  mkdirSync(copy)
  writeFileSync(join(copy, name), text.replace(/"score":[\d.e-]+/, '"score":0.123'))
  const forged = await taonet(['audit', '--folder', copy, ...asked])
  assert.equal(forged.code, 1)
  const refuted: Audited = JSON.parse(forged.stdout)
  assert.equal(refuted.agree, false)
  assert.match(forged.stdout, /not the one on chain/)

  const nowhere = await taonet(['audit', '--data', home, ...asked])
  assert.equal(nowhere.code, 1)
  assert.match(nowhere.stderr, /"hint":"name where it lies/)
})

test('a question about nobody says whom one may ask about', async () => {
  for (const who of ['miner:999', 'poems/1', 'no-such-wallet']) {
    const asked = await taonet(['why', who, '--chain-url', network.rpcUrl, '--data', network.data])
    assert.equal(asked.code, 1, who)
    assert.match(asked.stderr, /hint: say miner:UID/)
  }
})

test('in words it ends with the whole sum', async () => {
  const asked = await taonet(['why', 'text/4', '--chain-url', network.rpcUrl, '--data', network.data])
  assert.equal(asked.code, 0, asked.stderr)
  assert.match(asked.stdout, /equals what the chain paid/)
  assert.match(asked.stdout, /α = \d+\.\d{9} τ at/)
})

test('the front of a whole network relays too', async () => {
  const socket = connect(UP_RELAY, '127.0.0.1')
  socket.write('{"type":"hello","protocol":"taonet-relay/1"}\n')
  const [greeting] = await once(socket, 'data', { signal: AbortSignal.timeout(PATIENCE) })
  assert.match(String(greeting), /^\{"type":"relay","hotkey":"5\w{47}","challenge":"[0-9a-f]{64}"\}\n$/)
  socket.destroy()
})

test('a miner that nobody can reach is called through a relay, and again once the relay is back', async () => {
  const first = 30_000 + (process.pid % 200) * 50
  const ports = ['--relay-ports', `${first}-${first + 9}`]
  const judging = ['validator', '--netuid', '1', ...common('judge'), '--yes', '--fund']
  const relaying = start([...judging, '--relay', '0', ...ports])
  const relay = await relaying.line('the relay', PATIENCE, ({ type }) => type === 'relay')
  const tunnel = `127.0.0.1:${relay.port}`
  const wrapped = start([
    ...['miner', 'wrap', FUNCTION, ...common('function'), '--yes', '--fund'],
    ...['--tunnel', tunnel],
  ])
  const serving = await wrapped.line('serving', PATIENCE, isServing)
  const port = Number(serving.port)
  assert.ok(port >= first && port <= first + 9, `announced at ${port}`)
  const healthy = async (): Promise<boolean> => {
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)
    return answer?.status === 200
  }
  assert.ok(await healthy())
  // The self-test is over by now: what comes is validators' probes.
  const isProbed = ({ type, requests }: Line): boolean => type === 'epoch' && Number(requests) > 0
  await wrapped.line('probes through the relay', PATIENCE, isProbed)

  await relaying.stop('SIGKILL')
  assert.equal(await healthy(), false)
  const back = start([...judging, '--relay', String(relay.port), ...ports])
  await back.line('the relay again', PATIENCE, ({ type }) => type === 'relay')
  await until('the miner at its port again', PATIENCE, async () => ((await healthy()) ? true : undefined))
  const epochs = epochsOf(wrapped).length
  await until('probes again', PATIENCE, () =>
    epochsOf(wrapped)
      .slice(epochs + 1)
      .find(isProbed),
  )
  assert.equal(await wrapped.stop(), 0)
  assert.equal(await back.stop(), 0)
})
