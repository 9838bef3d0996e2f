// The replicated driver: CometBFT decides the blocks, and we execute them. One command is both: the engine is our child, and
// speaks with us over two unix sockets in a folder that nobody else can enter.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Header, NetError } from '@taonet/wire'
import type { Driver } from '../host/driver.ts'
import type { Host } from '../host/host.ts'
import type { Log } from '../log.ts'
import type { Entry } from '../pool/entry.ts'
import type { Pool } from '../pool/pool.ts'
import type { Submissions } from '../pool/submission.ts'
import { Application } from './application.ts'
import { EngineMetrics } from './engine-metrics.ts'
import { EngineProcess } from './engine-process.ts'
import { EngineRpc } from './engine-rpc.ts'
import { adviceOn } from './engine-words.ts'
import { collectFinality } from './finality/collect.ts'
import type { FinalityProof } from './finality/proof.ts'
import type { GenesisTrust } from './finality/trust.ts'
import { trustedOf } from './finality/trusted.ts'
import { Handover } from './handover.ts'
import { files } from './home.ts'
import { answerLightClient } from './light-relay.ts'
import { type Neighbourhood, Neighbours } from './neighbours.ts'
import { AbciServer } from './server.ts'
import { type SnapshotPlan, SnapshotShelf } from './snapshots/shelf.ts'

export interface CometDriverOptions {
  readonly host: Host
  readonly pool: Pool
  readonly submissions: Submissions
  readonly log: Log
  readonly chainId: string
  /** Milliseconds for which engines wait for a proposal. */
  readonly patience: number
  /** Path of the `cometbft` program. */
  readonly binary: string
  /** The engine's folder. */
  readonly home: string
  readonly snapshots: SnapshotPlan
}

/** The engine asks where we are as soon as it has read its files. */
const START_MS = 120_000
const ASK_MS = 50

export class CometDriver implements Driver {
  readonly #options: CometDriverOptions
  readonly #handover: Handover
  readonly #metrics = new EngineMetrics()
  readonly #met = Promise.withResolvers<void>()
  readonly #shelf: SnapshotShelf
  #rpc: EngineRpc | undefined
  #neighbours: Neighbours | undefined
  #genesis: GenesisTrust | undefined
  #engine: EngineProcess | undefined
  #server: AbciServer | undefined
  #deadline: NodeJS.Timeout | undefined
  #sockets: string | undefined
  #illness: string | undefined = 'the engine has not started yet'
  #isBegun = false
  #isStopping = false

  constructor(options: CometDriverOptions) {
    this.#options = options
    this.#handover = new Handover(options.pool, txs => this.#carry(txs))
    this.#shelf = new SnapshotShelf(join(options.home, files.snapshots), options.snapshots)
    options.host.events.on('block', ({ number }) => {
      this.#illness = undefined
      // What it has and we lack is played to us before it begins.
      this.#deadline?.refresh()
      this.#handover.onBlock()
      if (this.#shelf.isDue(number)) this.#takeSnapshot()
    })
    this.#met.promise.catch(() => {})
  }

  /** Why there is no new block, while we know of a reason. */
  get illness(): string | undefined {
    return this.#illness
  }

  /** The engine's own figures, as Prometheus reads them. */
  metrics(): Promise<string> {
    return this.#metrics.text()
  }

  poolIsReady(entries: readonly Entry[]): void {
    this.#handover.becameReady(entries)
  }

  /**
   * Resolves when engine and application know of each other. The first block may need other validators.
   * @throws NetError `engine` with what the engine said.
   */
  async start(): Promise<void> {
    const { host, pool, submissions, chainId, patience, log, binary, home } = this.#options
    // A path of a socket has at most 107 bytes: the engine's folder may lie deeper.
    const folder = await mkdtemp(join(tmpdir(), 'taonet-'))
    this.#sockets = folder
    const sockets = { application: join(folder, 'abci'), rpc: join(folder, 'rpc') }
    const application = new Application({
      host,
      pool,
      submissions,
      chainId,
      patience,
      onInfo: () => {
        this.#illness = undefined
        void this.#whenBegun()
        this.#handover.startAgain()
      },
      // Before a state has come, the engine has nothing to ask about.
      onSnapshot: () => this.#deadline?.refresh(),
      shelf: this.#shelf,
      onChecked: hash => this.#handover.carried(hash),
    })
    this.#server = await AbciServer.listen(
      sockets.application,
      request => application.handle(request),
      trouble => log.error(`the engine's connection was cut: ${String(trouble)}`),
    )
    this.#rpc = new EngineRpc(sockets.rpc)
    this.#neighbours = new Neighbours(this.#rpc)
    const wanted = () => !host.halted
    const onLoss = (last: string, pause: number): void => this.#lost(last, pause)
    const environment = () => this.#metrics.environment()
    const onOtherState = (): void => host.leave(otherState(home))
    this.#engine = new EngineProcess({
      binary,
      home,
      sockets,
      log,
      environment,
      wanted,
      onLoss,
      onOtherState,
    })
    this.#engine.start()
    this.#deadline = setTimeout(() => this.#refuse(`it was not ready within ${START_MS / 1000} s`), START_MS)
    await this.#met.promise.finally(() => clearTimeout(this.#deadline))
  }

  /** The engine first, so that it is never left without its application. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#neighbours?.stop()
    await this.#engine?.stop()
    await this.#handover.idle()
    await this.#shelf.idle()
    await this.#server?.close()
    if (this.#sockets !== undefined) await rm(this.#sockets, { recursive: true, force: true })
  }

  /**
   * From the genesis, or from the engine's header of height `from`.
   * @throws NetError `engine` when it does not answer or has not decided the block's successor; `path` as `pathBetween`.
   */
  async proveFinal(header: Header, from?: number): Promise<FinalityProof> {
    return collectFinality(this.#reached(), header, from ?? (await this.#genesisTrust()))
  }

  /** For nodes that join: the reply to what their light client asks, both as text. */
  async answerLightClient(request: string): Promise<string> {
    return answerLightClient(this.#reached(), request)
  }

  /** Whom the engine is connected to. */
  get neighbourhood(): Neighbourhood | undefined {
    return this.#neighbours?.seen
  }

  async #genesisTrust(): Promise<GenesisTrust> {
    this.#genesis ??= trustedOf(await readFile(join(this.#options.home, files.genesis), 'utf8'))
    return this.#genesis
  }

  /** Others go on without it: what fails is only said. */
  #takeSnapshot(): void {
    const { host, log } = this.#options
    this.#shelf
      .add(host.snapshot())
      .catch(thrown => log.warn(`no snapshot of block ${host.head.number}: ${String(thrown)}`))
  }

  async #carry(txs: readonly Uint8Array[]): Promise<readonly boolean[]> {
    return this.#reached().carry(txs)
  }

  #reached(): EngineRpc {
    if (!this.#rpc) throw new NetError('engine', 'the engine is not there yet', 'wait for it')
    return this.#rpc
  }

  #lost(last: string, pause: number): void {
    this.#refuse(last)
    this.#illness = `the engine ${last.split('\n').at(-1)}`
    this.#options.log.error(`${this.#illness}; it is started again in ${pause / 1000} s`)
  }

  /** Its RPC answers only after it has compared what it has with what we have. */
  async #whenBegun(): Promise<void> {
    if (this.#isBegun) return
    this.#isBegun = true
    while (!this.#isStopping) {
      const isThere = await this.#reached()
        .ask('health', {})
        .catch(() => undefined)
      if (isThere) return this.#met.resolve()
      await sleep(ASK_MS)
    }
  }

  /** Only before it has begun for the first time: later it comes back by itself. */
  #refuse(why: string): void {
    const advice = adviceOn(why, this.#options.home)
    this.#met.reject(new NetError('engine', `the engine did not start: ${why}`, advice))
  }
}

const otherState = (home: string): NetError =>
  new NetError(
    'other-chain',
    'the network decided a block whose state is not ours: it began from another genesis, or follows other rules',
    `is ${home}/config/genesis.json that of the validators, and this the version of taonet that they run?`,
  )
