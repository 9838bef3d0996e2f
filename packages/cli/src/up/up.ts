// `taonet up`: the whole network in one command. Wallets, signed first calls, chain, set-up, miners, gateway and validators,
// one question asked and answered; then one line per epoch until Ctrl-C. The next start resumes from disk.
import { join } from 'node:path'
import { type Client, connect } from '@taonet/client'
import type { Child } from '../child.ts'
import { bold, dim, fail, paint, say, step } from '../terminal.ts'
import { bootstrapCalls } from './bootstrap.ts'
import { HOST, originsOf, type Surroundings, startChain, startFront, startMiners } from './children.ts'
import { type DataDir, loadProgress, openDataDir, type Progress, saveProgress } from './data-dir.ts'
import { epochsIn, printEpoch } from './epoch-lines.ts'
import { chainFacts, genesisFor } from './genesis.ts'
import { lockDataDir } from './lock.ts'
import type { UpOptions } from './options.ts'
import { makePlan, type Plan } from './plan.ts'
import { ask, untilReady } from './question.ts'
import { setUpChain } from './set-up.ts'
import { signCalls } from './sign.ts'
import { summary } from './summary.ts'
import { ensureWallets, type Identity } from './wallets.ts'

interface Running {
  readonly children: Child<unknown>[]
  client: Client | undefined
  stopping: boolean
}

/** Resolves when everything has stopped; a part that does not start sets the exit code. */
export async function up(options: UpOptions): Promise<void> {
  const running: Running = { children: [], client: undefined, stopping: false }
  const stopped = Promise.withResolvers<void>()
  const stop = stopOnce(running, stopped.resolve)
  try {
    // Whoever stops it while something is being waited for does not wait for that.
    await Promise.race([start(options, running, stop), stopped.promise])
  } catch (thrown) {
    // What fails because it was stopped is no failure.
    if (!running.stopping) fail(thrown, false)
    await stop()
  }
  await stopped.promise
}

/** Ctrl-C drains; a second one kills. */
function stopOnce(running: Running, done: () => void): () => Promise<void> {
  let stopping: Promise<void> | undefined
  const drain = async (): Promise<void> => {
    running.stopping = true
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
  const addresses = await startAll({ options, dir, plan, progress, onLoss }, running)
  say(`\n${summary(plan, identities, addresses.miners, addresses)}\n`)
  await firstQuestion(options.question, `${addresses.gateway}/v1`)
  if (running.client) followEpochs(running.client, plan, identities)

  function onLoss(name: string, code: number | null): void {
    const log = join(dir.logs, `${name}.log`)
    process.stderr.write(`${paint('red', '✘')} the ${name} process ended with code ${code}; see ${log}\n`)
    process.exitCode = 1
    void stop()
  }
}

async function prepare(dir: DataDir, plan: Plan, identities: readonly Identity[]): Promise<Progress> {
  const genesis = genesisFor(identities)
  const extrinsics = await signCalls(dir.wallets, chainFacts(genesis), bootstrapCalls(plan, identities))
  const progress: Progress = { format: 1, genesis, extrinsics, listsDone: 0 }
  saveProgress(dir, progress)
  return progress
}

/** All processes load at once; each goes on when what it stands on is there. */
async function startAll(around: Surroundings, running: Running) {
  const { dir, progress } = around
  const chain = startChain(around)
  const miners = startMiners(around)
  const front = startFront(around)
  running.children.push(chain, miners, front)
  const { buildExplorer } = await import('@taonet/explorer/build')
  const page = buildExplorer()

  const rpc = `ws://${HOST}:${await step('chain', () => chain.ready)}`
  const client = await connect(rpc)
  running.client = client
  if (progress.listsDone < progress.extrinsics.length) {
    await step('subnets, registrations and stake, on chain', () => setUpChain(client, dir, progress))
  }
  miners.go({ chainUrl: rpc })
  const reports = await step(
    'models and miners',
    () => miners.ready,
    all => dim(String(all.length)),
  )
  front.go({ chainUrl: rpc, explorerDir: await step('page', () => page) })
  const port = await step('validators and gateway', () => front.ready)
  chain.go({ corsOrigins: originsOf(port) })
  const gateway = `http://${HOST}:${port}`
  await step('miners found through the chain', () => untilReady(gateway))
  return { rpc, gateway, miners: reports }
}

async function firstQuestion(question: string, base: string): Promise<void> {
  say(`${dim('asking the network:')} ${question}`)
  process.stdout.write(`${paint('green', '›')} `)
  try {
    const answered = await ask(base, question, text => process.stdout.write(text))
    const { miners, model, firstTokenMs, totalMs, block } = answered
    const times = `first token after ${firstTokenMs.toFixed(0)} ms, ${totalMs.toFixed(0)} ms in all`
    say(`\n${dim(`answered by ${miners} (${model}), ${times}, ranking of block ${block}`)}\n`)
  } catch (thrown) {
    // The network runs all the same; the reader sees why this one question failed.
    fail(thrown, false)
    process.exitCode = 0
  }
}

function followEpochs(client: Client, plan: Plan, identities: readonly Identity[]): void {
  const names = new Map<string, string>(
    identities.map(({ hotkey, participant }) => [hotkey, participant.wallet]),
  )
  const subnetNames = new Map<number, string>(plan.subnets.map(({ netuid, name }) => [netuid, name]))
  client.onBlock(({ hash, number }) => {
    epochsIn(client, hash, number, names)
      .then(lines => {
        for (const line of lines) say(printEpoch(line, subnetNames.get(line.netuid) ?? ''))
      })
      .catch(() => {})
  })
}
