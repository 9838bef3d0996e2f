// `taonet up`: the whole network in one command. Wallets, signed first calls, chain, set-up, miners, gateway and validators,
// one question asked and answered; then one line per epoch until Ctrl-C. The next start resumes from disk.
import { join } from 'node:path'
import { type Client, connect } from '@taonet/client'
import { ss58Encode } from '@taonet/wire'
import { type Child, startChild } from '../child.ts'
import type { FrontProcess } from '../processes/front.ts'
import type { MinerReport, MinersProcess } from '../processes/miners.ts'
import { siblingUrl } from '../sibling.ts'
import { bold, dim, fail, paint, say, step, table } from '../terminal.ts'
import { bootstrapCalls } from './bootstrap.ts'
import { type DataDir, loadProgress, openDataDir, type Progress, saveProgress } from './data-dir.ts'
import { epochsIn, printEpoch } from './epoch-lines.ts'
import { explorerFolder } from './explorer-folder.ts'
import { chainFacts, genesisFor } from './genesis.ts'
import { lockDataDir } from './lock.ts'
import { makePlan, type Plan } from './plan.ts'
import { progressLine } from './progress-line.ts'
import { ask } from './question.ts'
import { setUpChain } from './set-up.ts'
import { signCalls } from './sign.ts'
import { ensureWallets, type Identity } from './wallets.ts'

export interface UpOptions {
  readonly data: string
  readonly rpcPort: number
  readonly gatewayPort: number
  readonly firstPort: number
  readonly subnets: readonly ('text' | 'embeddings')[]
  readonly models: readonly string[]
  readonly offline: boolean
  readonly acceptLicenses: readonly string[]
  readonly cors: readonly string[]
  /** Milliseconds between blocks; the profile's when absent. */
  readonly blockTime: number | undefined
  readonly question: string
}

interface Running {
  readonly children: Child<unknown>[]
  client: Client | undefined
}

const HOST = '127.0.0.1'

/** Resolves when everything has stopped. @throws NetError when a part does not start. */
export async function up(options: UpOptions): Promise<void> {
  const running: Running = { children: [], client: undefined }
  const stopped = Promise.withResolvers<void>()
  const stop = stopOnce(running, stopped.resolve)
  try {
    await start(options, running, stop)
  } catch (thrown) {
    fail(thrown, false)
    await stop()
  }
  await stopped.promise
}

/** Ctrl-C drains; a second one kills. */
function stopOnce(running: Running, done: () => void): () => Promise<void> {
  let stopping: Promise<void> | undefined
  const drain = async (): Promise<void> => {
    running.client?.close()
    // Last started, first stopped: nobody loses what it stands on.
    for (const child of running.children.toReversed()) await child.stop()
    done()
  }
  const stop = (): Promise<void> => (stopping ??= drain())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) {
        for (const child of running.children) child.kill()
        process.exit(130)
      }
      say(`\n${dim('stopping; press Ctrl-C again to kill')}`)
      void stop()
    })
  }
  // Started by a launcher: its end is ours.
  process.on('disconnect', () => void stop())
  return stop
}

async function start(options: UpOptions, running: Running, stop: () => Promise<void>): Promise<void> {
  say(`${bold('taonet')} ${dim('— many small experts, one network')}\n`)
  const dir = openDataDir(options.data)
  lockDataDir(dir.root)
  const plan = makePlan({ subnets: options.subnets, firstPort: options.firstPort })
  const identities = await step(
    'wallets',
    () => ensureWallets(dir.wallets, plan),
    all => dim(`${all.length} in ${dir.wallets}`),
  )
  const progress =
    loadProgress(dir) ??
    (await step('first calls signed by a process that exits', () => prepare(dir, plan, identities)))
  const onLoss = (name: string) => (code: number | null) => {
    process.stderr.write(
      `${paint('red', '✘')} the ${name} process ended with code ${code}; see ${join(dir.logs, `${name}.log`)}\n`,
    )
    process.exitCode = 1
    void stop()
  }

  const chain = await step(
    'chain',
    () => startChain(options, dir, progress, onLoss('chain')),
    child => dim(`block by block on ${rpcUrl(child.ready)}`),
  )
  running.children.push(chain)
  const url = rpcUrl(chain.ready)
  const client = await connect(url)
  running.client = client
  if (progress.listsDone < progress.extrinsics.length)
    await step('subnets, registrations and stake, on chain', () =>
      setUpChain(client, dir, progress, () => {}),
    )

  const explorerDir = await step('explorer', explorerFolder)
  const miners = await step(
    'models and miners',
    () => startMiners(options, dir, plan, url, onLoss('miners')),
    child => dim(`${child.ready.length} miners`),
  )
  running.children.push(miners)
  const front = await step('gateway and validators', () =>
    startFront(options, dir, plan, url, explorerDir, onLoss('front')),
  )
  running.children.push(front)

  const base = `http://${HOST}:${front.ready}`
  say(`\n${summary(plan, identities, miners.ready, base, url)}\n`)
  await firstQuestion(options.question, `${base}/v1`)
  followEpochs(client, plan, identities)
}

async function prepare(dir: DataDir, plan: Plan, identities: readonly Identity[]): Promise<Progress> {
  const genesis = genesisFor(identities)
  const extrinsics = await signCalls(dir.wallets, chainFacts(genesis), bootstrapCalls(plan, identities))
  const progress: Progress = { format: 1, genesis, extrinsics, listsDone: 0 }
  saveProgress(dir, progress)
  return progress
}

const rpcUrl = (port: number): string => `ws://${HOST}:${port}`

function startChain(
  options: UpOptions,
  dir: DataDir,
  progress: Progress,
  onLoss: (code: number | null) => void,
): Promise<Child<number>> {
  const own = [`http://${HOST}:${options.gatewayPort}`, `http://localhost:${options.gatewayPort}`]
  const config = {
    profile: 'dev',
    genesis: progress.genesis,
    dataDir: dir.chain,
    rpcPort: options.rpcPort,
    corsOrigins: [...own, ...options.cors],
    ...(options.blockTime === undefined ? {} : { blockTime: options.blockTime }),
  }
  return startChild(
    {
      name: 'chain',
      entry: new URL(import.meta.resolve('@taonet/node/main')),
      config,
      logFile: join(dir.logs, 'chain.log'),
      patience: 60_000,
      onLoss,
    },
    ready => Number(ready.rpcPort),
  )
}

function startMiners(
  options: UpOptions,
  dir: DataDir,
  plan: Plan,
  chainUrl: string,
  onLoss: (code: number | null) => void,
): Promise<Child<readonly MinerReport[]>> {
  const names = new Map(plan.subnets.map(({ netuid, name }) => [netuid, name]))
  const config: MinersProcess = {
    chainUrl,
    walletRoot: dir.wallets,
    dataDir: dir.neurons,
    modelsDir: dir.models,
    offline: options.offline,
    acceptLicenses: options.acceptLicenses,
    extraModels: options.models,
    miners: plan.participants.flatMap(({ role, wallet, netuids, port, cheat }) =>
      role === 'miner' && port !== undefined
        ? netuids.map(netuid => ({ wallet, netuid, subnet: names.get(netuid) ?? 'text', port, cheat }))
        : [],
    ),
  }
  return startChild(
    {
      name: 'miners',
      entry: siblingUrl(import.meta.url, '../processes/miners'),
      config,
      logFile: join(dir.logs, 'miners.log'),
      patience: 180_000,
      onLoss,
      onEvent: progressLine,
    },
    ready => ready.miners as readonly MinerReport[],
  )
}

function startFront(
  options: UpOptions,
  dir: DataDir,
  plan: Plan,
  chainUrl: string,
  explorerDir: string,
  onLoss: (code: number | null) => void,
): Promise<Child<number>> {
  const config: FrontProcess = {
    chainUrl,
    walletRoot: dir.wallets,
    dataDir: dir.neurons,
    validators: plan.participants.filter(one => one.role === 'validator').map(one => one.wallet),
    subnets: plan.subnets,
    host: HOST,
    port: options.gatewayPort,
    explorerDir,
    cors: options.cors,
  }
  return startChild(
    {
      name: 'front',
      entry: siblingUrl(import.meta.url, '../processes/front'),
      config,
      logFile: join(dir.logs, 'front.log'),
      patience: 60_000,
      onLoss,
    },
    ready => Number(ready.port),
  )
}

function summary(
  plan: Plan,
  identities: readonly Identity[],
  miners: readonly MinerReport[],
  base: string,
  rpc: string,
): string {
  const urls = table(
    ['where', 'address'],
    [
      ['gateway', `${base}/v1`],
      ['explorer', `${base}/`],
      ['chain RPC', rpc],
    ],
  )
  const reports = new Map(miners.map(one => [one.wallet, one]))
  const subnetNames = new Map(plan.subnets.map(({ netuid, name }) => [netuid, name]))
  const rows = identities.map(({ participant, hotkey }) => {
    const report = reports.get(participant.wallet)
    const where = participant.netuids.map(netuid => subnetNames.get(netuid) ?? '').join(', ')
    return [
      participant.wallet,
      where,
      ss58Encode(hotkey),
      report?.model ?? '–',
      report?.license ?? '–',
      report?.why ?? '',
    ]
  })
  return `${urls}\n\n${table(['wallet', 'subnets', 'hotkey', 'model', 'licence', 'why this model'], rows)}`
}

async function firstQuestion(question: string, base: string): Promise<void> {
  say(`${dim('asking the network:')} ${question}`)
  process.stdout.write(`${paint('green', '›')} `)
  try {
    const answered = await ask(base, question, text => process.stdout.write(text))
    say(
      `\n${dim(`answered by ${answered.miners} (${answered.model}), first token after ${answered.firstTokenMs.toFixed(0)} ms, ${answered.totalMs.toFixed(0)} ms in all, ranking of block ${answered.block}`)}\n`,
    )
  } catch (thrown) {
    // The network runs all the same; the reader sees why this one question failed.
    fail(thrown, false)
    process.exitCode = 0
  }
}

function followEpochs(client: Client, plan: Plan, identities: readonly Identity[]): void {
  const names = new Map(identities.map(({ hotkey, participant }) => [hotkey as string, participant.wallet]))
  const subnetNames = new Map(plan.subnets.map(({ netuid, name }) => [netuid, name]))
  client.onBlock(({ hash, number }) => {
    epochsIn(client, hash, number, names)
      .then(lines => {
        for (const line of lines) say(printEpoch(line, subnetNames.get(line.netuid) ?? ''))
      })
      .catch(() => {})
  })
}
