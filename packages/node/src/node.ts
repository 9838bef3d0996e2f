// A whole node with the embedded driver: store, host, pool, sealer and RPC, wired together.
import {
  createRuntime,
  type GenesisSpec,
  MAX_BLOCK_BYTES,
  MAX_BLOCK_TIME,
  PROFILES,
  type ProfileName,
} from '@taonet/runtime'
import {
  type AccountId,
  AccountId32,
  decode,
  encode,
  extrinsicHash,
  type Hash,
  ready,
  u32,
} from '@taonet/wire'
import { createVerifier, type Verifier } from '@taonet/wire/node'
import { defaultGenesis } from './dev-genesis.ts'
import { Developer } from './developer/developer.ts'
import { Clock } from './embedded/clock.ts'
import { Sealer, type Sealing } from './embedded/sealer.ts'
import type { Host } from './host/host.ts'
import { checkGenesis, openHost } from './host/open-host.ts'
import { type Log, silent } from './log.ts'
import { Metrics } from './metrics.ts'
import { Pool, type PoolChain } from './pool/pool.ts'
import { Submissions } from './pool/submission.ts'
import { Dispatcher } from './rpc/dispatch.ts'
import { rpcMethods } from './rpc/methods.ts'
import { type RpcServer, startServer } from './rpc/server.ts'
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
  readonly sealing: Sealing
  /** Milliseconds; the profile's unless given. */
  readonly blockTime?: number
  /** States kept, counted from the newest. */
  readonly keep?: number | 'archive'
  readonly log?: Log
  /** Origins whose web pages may call. */
  readonly corsOrigins?: readonly string[]
  /** Who gets the fees; the first genesis authority unless given. */
  readonly author?: AccountId
}

export interface RunningNode {
  readonly rpcPort: number
  readonly genesisHash: Hash
  readonly host: Host
  /** Finishes the block under way, then ends everything. */
  stop(): Promise<void>
}

/**
 * Starts a node; its first block follows at once when it seals by interval or instantly.
 * @throws NetError `port-in-use`, `listen` or `other-chain`; StoreError for the data directory.
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
  const { profile, dataDir, sealing, log = silent } = options
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
  const pool = new Pool(poolChain(host), { room: BLOCK_ROOM, onReady: () => sealer.poolIsReady() })
  const author = options.author ?? genesis.authorities[0]
  const blockTime = options.blockTime ?? runtime.profile.blockTime
  const clock = new Clock()
  const sealer = new Sealer({ host, pool, clock, log, sealing, blockTime, author })
  const metrics = new Metrics({
    height: () => chain.head.number,
    poolSize: () => pool.size,
    poolFutures: () => pool.futures,
    poolBytes: () => pool.bytes,
    connections: () => server.connections(),
  })
  // The pool first: who hears of a block later finds the pool after it.
  host.events.on('block', block => {
    pool.onBlock({
      number: block.number,
      hash: block.hash,
      included: block.body.map(extrinsicHash),
      changed: key => block.changes.has(key),
    })
    metrics.block(block)
  })
  // Its threads take a third of a second to load: not before the first block.
  host.events.once('block', () => setTimeout(startVerifier, 50).unref())
  host.events.on('halted', halted => log.error(halted.message))

  const submissions = new Submissions(host, pool)
  const methods = rpcMethods({
    host,
    chain,
    pool,
    submissions,
    sealer,
    developer: profile === 'public' ? undefined : new Developer({ host, pool, sealer, clock }),
    chainName: genesis.chain,
    version: VERSION,
  })
  const server: RpcServer = await startServer({
    port: options.rpcPort,
    dispatcher: new Dispatcher(methods, (method, ok) => metrics.request(method, ok)),
    origins: options.corsOrigins ?? [],
    pages: {
      illness: () => sealer.illness ?? host.halted?.message,
      health: () => ({
        status: host.halted ? 'halted' : 'ok',
        block: chain.head.number,
        hash: chain.head.hash,
      }),
      metrics: () => metrics.text(),
    },
  })
  sealer.start()
  return {
    rpcPort: server.port,
    genesisHash: chain.genesisHash,
    host,
    async stop() {
      await sealer.stop()
      await server.close()
      await verifier?.close()
      store.close()
    },
  }
}

/** The pool's questions, always about the newest block. */
function poolChain(host: Host): PoolChain {
  const { query } = host
  const state = () => {
    const view = query.stateAt(query.head.number)
    if (!view) throw new RangeError('the store lost the state of its head')
    return view
  }
  return {
    get number() {
      return query.head.number
    },
    validate: extrinsic => query.runtime.validate(state(), extrinsic, query.head.hash),
    nonceOf: account =>
      decode(u32, query.runtime.call(state(), 'AccountNonceApi_account_nonce', encode(AccountId32, account))),
  }
}
