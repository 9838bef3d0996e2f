// The three processes of `taonet up`: what each is told, and what it answers when it is ready.
import { join } from 'node:path'
import { type Child, startChild } from '../child.ts'
import type { FrontProcess } from '../processes/front.ts'
import type { MinerReport, MinersProcess } from '../processes/miners.ts'
import { siblingUrl } from '../sibling.ts'
import type { DataDir, Progress } from './data-dir.ts'
import type { UpOptions } from './options.ts'
import type { Plan } from './plan.ts'
import { progressLine } from './progress-line.ts'

export const HOST = '127.0.0.1'

export interface Surroundings {
  readonly options: UpOptions
  readonly dir: DataDir
  readonly plan: Plan
  readonly progress: Progress
  /** A process ended by itself. */
  onLoss(name: string, code: number | null): void
}

const PATIENCE = 60_000
/** Models may have to be loaded from a slow disk. */
const MODEL_PATIENCE = 180_000

const common = (name: string, { dir, onLoss }: Surroundings) => ({
  name,
  logFile: join(dir.logs, `${name}.log`),
  onLoss: (code: number | null) => onLoss(name, code),
})

/** What the page may be called by. */
export const originsOf = (port: number): readonly string[] => [
  `http://${HOST}:${port}`,
  `http://localhost:${port}`,
]

/** Answers with its RPC port; goes on with `corsOrigins`, the page's, where its port is any. */
export function startChain(around: Surroundings): Child<number> {
  const { options, dir, progress } = around
  const config = {
    profile: 'dev',
    genesis: progress.genesis,
    dataDir: dir.chain,
    rpcPort: options.rpcPort,
    corsOrigins: [...originsOf(options.gatewayPort), ...options.cors],
    ...(options.blockTime === undefined ? {} : { blockTime: options.blockTime }),
  }
  const entry = new URL(import.meta.resolve('@taonet/node/main'))
  return startChild({
    ...common('chain', around),
    entry,
    config,
    patience: PATIENCE,
    parse: ready => Number(ready.rpcPort),
  })
}

/** Goes on with `MinersGo`; answers with what each miner runs. */
export function startMiners(around: Surroundings): Child<readonly MinerReport[]> {
  const { options, dir, plan } = around
  const names = new Map(plan.subnets.map(({ netuid, name }) => [netuid, name]))
  const config: MinersProcess = {
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
  return startChild({
    ...common('miners', around),
    entry: siblingUrl(import.meta.url, '../processes/miners'),
    config,
    patience: MODEL_PATIENCE,
    parse: ready => ready.miners as readonly MinerReport[],
    onEvent: progressLine,
  })
}

/** Goes on with `FrontGo`; answers with the gateway's port. */
export function startFront(around: Surroundings): Child<number> {
  const { options, dir, plan } = around
  const config: FrontProcess = {
    walletRoot: dir.wallets,
    dataDir: dir.neurons,
    gatewayDir: dir.gateway,
    validators: plan.participants.filter(one => one.role === 'validator').map(one => one.wallet),
    subnets: plan.subnets,
    host: HOST,
    port: options.gatewayPort,
    cors: options.cors,
    ...(options.prices ? { prices: options.prices } : {}),
    relaying: {
      ...(options.relay === undefined ? {} : { relay: options.relay }),
      relayPorts: options.relayPorts,
      relayHost: options.relayHost,
    },
  }
  return startChild({
    ...common('front', around),
    entry: siblingUrl(import.meta.url, '../processes/front'),
    config,
    patience: MODEL_PATIENCE,
    parse: ready => Number(ready.port),
  })
}
