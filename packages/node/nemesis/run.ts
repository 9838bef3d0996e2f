// One run: a network under clients' load, fault after fault by the plan, then the judge.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AccountId, accountId, hash32 } from '@taonet/wire'
import { type ChainIds, FUNDS, fastKeys, testGenesis } from '../test/wallet.ts'
import { ask } from './ask.ts'
import { readChain } from './chain-facts.ts'
import { violations } from './checker.ts'
import { Client } from './client.ts'
import { Dice } from './dice.ts'
import { inflict, type Victims } from './faults.ts'
import { History } from './history.ts'
import { Mesh } from './mesh.ts'
import { Network } from './network.ts'
import { Pace } from './pace.ts'
import { nameOf, planOf, type Round } from './plan.ts'
import { type Report, type RoundReport, slowParts } from './report.ts'
import { smallDiskAt } from './small-disk.ts'

export interface RunOptions {
  readonly seed: number
  /** How long faults go on, in milliseconds; the round under way is finished. */
  readonly ms: number
  readonly validators: number
  readonly blockTime: number
  /** An empty folder, or none yet. */
  readonly dir: string
  /** Milliseconds after which a network that does not recover is said not to. */
  readonly patience: number
  readonly log: (line: string) => void
  readonly signal?: AbortSignal
}

const PROFILE = 'local'
const CALM_MS = 1000
/** Shares of the whole run for the interval without any fault. */
const BASELINE = 0.08
const LEAST_BASELINE_MS = 2000
const QUERY_MS = 10_000
const CLIENTS_PER_NODE = 2

/** Somebody who only receives. */
const sink = accountId(`0x${'5a'.repeat(32)}`)

export async function run(options: RunOptions): Promise<Report> {
  const { seed, validators, blockTime, dir, log } = options
  const began = performance.now()
  const mesh = new Mesh(new Dice(seed, 'mesh'))
  const plan = planOf(options)
  const disk = await smallDiskAt(join(dir, 'small-disk'))
  const genesis = testGenesis(PROFILE)
  const network = await Network.create({
    ...{ dir, validators, genesis, blockTime, mesh, log },
    small: { validator: plan.smallDisk, dir: join(dir, 'small-disk') },
  })
  const notes: string[] =
    disk.way === 'file system' ? [] : ['a full disk is played by a limit of file length']
  const end = (): void => {
    for (const validator of network.validators) validator.killNow()
  }
  process.once('exit', end)
  try {
    const victims: Victims = { network, mesh, disk, note: what => notes.push(what) }
    const history = new History()
    const played = await play({ ...options, rounds: plan.rounds, victims, history })
    const problems = [...played.problems]
    for (const stopped of await Promise.all(network.validators.map(one => one.stop())))
      if (!stopped) notes.push('a validator had to be killed at the end')
    for (const validator of network.validators)
      if (validator.halted) problems.push(`validator ${validator.index + 1} halted`)
    const chains = await Promise.all(network.validators.map(one => readChain(one.dir, PROFILE)))
    const funded: (readonly [AccountId, bigint])[] = fastKeys.map(({ account }) => [account, FUNDS])
    problems.push(...violations({ chains, history, funded, authorities: network.authorities }))
    const longest = chains.reduce((best, one) => (one.blocks.length > best.blocks.length ? one : best))
    const { rounds, interval } = played
    return {
      ...{ seed, validators, blockTime, rounds, interval, notes },
      seconds: (performance.now() - began) / 1000,
      blocks: longest.blocks.length - 1,
      operations: {
        invoked: history.all.length,
        acknowledged: history.acknowledged,
        included: longest.blocks.reduce((sum, block) => sum + block.extrinsics.length, 0),
      },
      losses: network.validators.reduce((sum, one) => sum + one.losses, 0),
      slow: slowParts({ rounds, interval }),
      violations: problems,
    }
  } finally {
    process.off('exit', end)
    end()
    await mesh.close()
    await disk.remove()
  }
}

type Stage = RunOptions & {
  readonly rounds: readonly Round[]
  readonly victims: Victims
  readonly history: History
}

interface Played {
  readonly rounds: readonly RoundReport[]
  readonly interval: Report['interval']
  readonly problems: readonly string[]
}

async function play(stage: Stage): Promise<Played> {
  const { ms, patience, rounds, victims, log, signal } = stage
  const { network } = victims
  const problems: string[] = []
  const reports: RoundReport[] = []
  for (const validator of network.validators) validator.start()
  if ((await network.allAbove(2, patience)) === undefined)
    return {
      rounds: [],
      interval: { normal: undefined, oneDown: undefined },
      problems: ['the network did not begin'],
    }
  const { clients, done } = await startClients(stage)
  const baseline = new Pace()
  await baseline.during(network, Math.max(LEAST_BASELINE_MS, BASELINE * ms))
  const oneDown = new Pace()
  const until = performance.now() + ms
  for (const round of rounds) {
    if (performance.now() > until || signal?.aborted) break
    const faults = round.faults.map(nameOf)
    log(faults.join(', '))
    problems.push(...(await endure(round, stage, oneDown)))
    const healed = await network.highest()
    const recovered = await network.allAbove(healed, patience)
    reports.push({ faults, recovered })
    log(recovered === undefined ? '  not recovered' : `  recovered in ${recovered.toFixed(1)} s`)
    if (recovered === undefined) {
      problems.push(`no recovery within ${patience / 1000} s from ${faults.join(', ')}`)
      break
    }
    await sleep(CALM_MS)
  }
  for (const client of clients) client.stop()
  await done
  problems.push(...(await lastPayments(clients, stage)))
  return { rounds: reports, interval: { normal: baseline.interval, oneDown: oneDown.interval }, problems }
}

/** One round, and what must not happen in it. */
async function endure(
  { faults, lasts }: Round,
  { victims }: Stage,
  oneDown: Pace,
): Promise<readonly string[]> {
  const { network } = victims
  const heals = []
  for (const fault of faults) heals.push(await inflict(fault, victims))
  const [only] = faults.length === 1 ? faults : []
  const problems = only?.kind === 'two-down' ? await standstill(network, only.nodes, lasts) : []
  if (only?.kind === 'kill' && only.part === 'both') await oneDown.during(network, lasts)
  else if (only?.kind !== 'two-down') await sleep(lasts)
  for (const heal of heals) await heal()
  return problems
}

/** Without more than two thirds of the power there is no block. */
async function standstill(network: Network, down: readonly number[], ms: number): Promise<readonly string[]> {
  const left = network.validators.filter(({ index }) => !down.includes(index))
  const before = await network.highestOf(left)
  await sleep(ms)
  const blocks = (await network.highestOf(left)) - before
  // What the two had signed before may decide the block under way and the one that they knew of.
  return blocks > 2 ? [`${blocks} blocks while only ${left.length} validators were left`] : []
}

async function startClients({ seed, victims, history }: Stage) {
  const ports = victims.network.validators.map(({ rpcPort }) => rpcPort)
  const ids = await chainIds(ports[0] ?? 0)
  const others = [...fastKeys.map(({ account }) => account), sink]
  const clients = fastKeys.slice(0, CLIENTS_PER_NODE * ports.length).map((key, index) => {
    const own = index % ports.length
    const dice = new Dice(seed, `client ${index}`)
    const nearFirst = [...ports.slice(own), ...ports.slice(0, own)]
    return new Client({ key, ids, others, ports: nearFirst, history, dice })
  })
  return { clients, done: Promise.all(clients.map(client => client.run())) }
}

async function chainIds(port: number): Promise<ChainIds> {
  const version = await ask(port, 'state_getRuntimeVersion', [], QUERY_MS)
  const genesis = await ask(port, 'chain_getBlockHash', [0], QUERY_MS)
  if (typeof version === 'object' && version && 'specVersion' in version && 'transactionVersion' in version)
    return {
      genesis: hash32(String(genesis)),
      specVersion: Number(version.specVersion),
      transactionVersion: Number(version.transactionVersion),
    }
  throw new TypeError('the node does not say its version')
}

/** After everything is healed each node takes a transfer and says its block. */
async function lastPayments(
  clients: readonly Client[],
  { validators, patience }: Stage,
): Promise<readonly string[]> {
  const until = performance.now() + patience
  const paid = clients.slice(0, validators).map(async (client, index) => {
    while (!(await client.payAnew()))
      if (performance.now() > until) return [`validator ${index + 1} takes no transfer any more`]
    return []
  })
  return (await Promise.all(paid)).flat()
}
