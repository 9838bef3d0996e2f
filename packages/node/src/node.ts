// A whole node: store, host, pool, driver and RPC, wired together.
import {
  createRuntime,
  type GenesisSpec,
  MAX_BLOCK_BYTES,
  MAX_BLOCK_TIME,
  PROFILES,
  type ProfileName,
  type StateView,
} from '@taonet/runtime'
import { aura } from '@taonet/runtime/tables'
import { type AccountId, type Hash, isNetError, ready } from '@taonet/wire'
import { createVerifier, type Verifier } from '@taonet/wire/node'
import type { SnapshotPlan } from './abci/snapshots/shelf.ts'
import { defaultGenesis } from './dev-genesis.ts'
import { Developer } from './developer/developer.ts'
import { Clock } from './embedded/clock.ts'
import { Sealer, type Sealing } from './embedded/sealer.ts'
import type { Driver } from './host/driver.ts'
import type { Host } from './host/host.ts'
import { checkGenesis, openHost } from './host/open-host.ts'
import { type Log, silent } from './log.ts'
import { Metrics } from './metrics.ts'
import { blockNews, poolChain } from './pool/on-chain.ts'
import { Pool } from './pool/pool.ts'
import { Submissions } from './pool/submission.ts'
import { Dispatcher } from './rpc/dispatch.ts'
import type { RpcNode } from './rpc/method.ts'
import { rpcMethods } from './rpc/methods.ts'
import { type Pages, type RpcServer, startServer } from './rpc/server.ts'
import { openStore, type Store } from './store/index.ts'
import { VERSION } from './version.ts'

const BLOCK_ROOM = { weight: MAX_BLOCK_TIME, length: MAX_BLOCK_BYTES }

export interface NodeOptions {
  readonly profile: ProfileName
  /** Without one: funded development accounts, sudo //Alice. Given for a directory with a chain, it must be that chain's. */
  readonly genesis?: GenesisSpec
  /** Without one everything stays in memory. */
  readonly dataDir?: string
  /** 0 = any free one. */
  readonly rpcPort: number
  /** By interval unless told otherwise. Here and below: where this process alone decides the blocks. */
  readonly sealing?: Sealing
  /** Others decide them too. */
  readonly replication?: Replication
  /** Milliseconds; the profile's unless given. */
  readonly blockTime?: number
  /** States kept, counted from the newest. */
  readonly keep?: number | 'archive'
  readonly log?: Log
  /** Origins whose web pages may call. */
  readonly corsOrigins?: readonly string[]
  /** Who gets the fees; the first authority of the chain unless given. */
  readonly author?: AccountId
}

export interface Replication {
  /** The engine's name of the chain. */
  readonly chainId: string
  /** Milliseconds for which engines wait for a proposal. */
  readonly patience: number
  /** Path of the `cometbft` program. */
  readonly binary: string
  /** The engine's folder. */
  readonly home: string
  /** For nodes that join later. */
  readonly snapshots: SnapshotPlan
}

export interface RunningNode {
  readonly rpcPort: number
  readonly genesisHash: Hash
  readonly host: Host
  /** From now on pages of these origins may call too. */
  allowOrigins(origins: readonly string[]): void
  /** Finishes the block under way, then ends everything. */
  stop(): Promise<void>
}

/**
 * Starts a node; its first block follows at once when it seals by interval or instantly.
 * @throws NetError `port-in-use`, `listen`, `other-chain`, `version` or `engine`; StoreError for the data directory.
 */
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  await ready()
  const store = openStore({ dir: options.dataDir, keep: options.keep })
  try {
    return await assemble(options, store)
  } catch (thrown) {
    store.close()
    throw thrown
  }
}

async function assemble(options: NodeOptions, store: Store): Promise<RunningNode> {
  const { profile, dataDir, log = silent } = options
  const runtime = createRuntime(PROFILES[profile])
  const genesis = options.genesis ?? defaultGenesis(profile)
  if (options.genesis) checkGenesis(runtime, store, genesis)

  let verifier: Verifier | undefined
  const startVerifier = (): Verifier => (verifier ??= createVerifier({ workers: 1 }))
  const host = openHost(
    { runtime, store, verifier: startVerifier, checkInvariants: profile === 'dev', dataDir },
    genesis,
  )
  host.events.setMaxListeners(0)
  const chain = host.query
  const pool = new Pool(poolChain(host), {
    room: BLOCK_ROOM,
    onReady: entries => driver.poolIsReady(entries),
  })
  const submissions = new Submissions(host, pool)
  const metrics = new Metrics({
    height: () => chain.head.number,
    poolSize: () => pool.size,
    poolFutures: () => pool.futures,
    poolBytes: () => pool.bytes,
    connections: () => server.connections(),
  })
  // The pool first: who hears of a block later finds the pool after it.
  host.events.on('block', block => {
    pool.onBlock(blockNews(block))
    metrics.block(block)
  })
  // Its threads take a third of a second to load: not before the first block.
  host.events.once('block', () => setTimeout(startVerifier, 50).unref())
  // A new node may still begin from a snapshot, whatever its first block was.
  if (chain.head.number > 0 && host.unfit) throw host.unfit
  host.events.on('halted', ({ message, cause }) => {
    log.error(message)
    if (isNetError(cause)) log.error(`hint: ${cause.hint}`)
  })

  const { driver, alone, prove, neighbourhood, engine } = await driverOf(options, {
    host,
    pool,
    submissions,
    log,
  })
  const methods = rpcMethods({
    host,
    chain,
    pool,
    submissions,
    alone,
    prove,
    neighbourhood,
    chainName: genesis.chain,
    version: VERSION,
  })
  const origins = new Set(options.corsOrigins)
  const server: RpcServer = await startServer({
    port: options.rpcPort,
    dispatcher: new Dispatcher(methods, (method, ok) => metrics.request(method, ok)),
    origins,
    pages: {
      illness: () => driver.illness ?? host.halted?.message,
      health: () => ({
        status: host.halted ? 'halted' : 'ok',
        block: chain.head.number,
        hash: chain.head.hash,
      }),
      metrics: async () => (await metrics.text()) + ((await driver.metrics?.()) ?? ''),
      engine,
    },
  })
  const stop = async (): Promise<void> => {
    await driver.stop()
    await server.close()
    await verifier?.close()
    store.close()
  }
  try {
    await driver.start()
  } catch (thrown) {
    await stop()
    throw thrown
  }
  const allowOrigins = (more: readonly string[]): void => {
    for (const origin of more) origins.add(origin)
  }
  return { rpcPort: server.port, genesisHash: chain.genesisHash, host, allowOrigins, stop }
}

/** Who writes the blocks of a chain that one process decides. */
const firstAuthor = (state: StateView): AccountId | undefined => aura.storage.Authorities.get({ state })[0]

type Driven = { readonly driver: Driver } & Pick<RpcNode, 'alone' | 'prove' | 'neighbourhood'> &
  Pick<Pages, 'engine'>

async function driverOf(
  options: NodeOptions,
  parts: { readonly host: Host; readonly pool: Pool; readonly submissions: Submissions; readonly log: Log },
): Promise<Driven> {
  const { profile, replication, sealing = 'interval' } = options
  if (replication) {
    // Its codecs are not loaded where nobody needs them.
    const { CometDriver } = await import('./abci/driver.ts')
    const driver = new CometDriver({ ...parts, ...replication })
    return {
      driver,
      alone: undefined,
      prove: (header, from) => driver.proveFinal(header, from),
      neighbourhood: () => driver.neighbourhood,
      engine: request => driver.answerLightClient(request),
    }
  }
  const { host, pool } = parts
  const author = () => options.author ?? firstAuthor(host.state)
  const blockTime = options.blockTime ?? PROFILES[profile].blockTime
  const clock = new Clock()
  const sealer = new Sealer({ ...parts, clock, sealing, blockTime, author })
  const developer = new Developer({ host, pool, sealer, clock })
  return {
    driver: sealer,
    alone: profile === 'public' ? undefined : { sealer, developer },
    prove: undefined,
    neighbourhood: undefined,
    engine: undefined,
  }
}
