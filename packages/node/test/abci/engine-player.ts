// An engine of our own that plays CometBFT's part towards one application: four connections, the calls of its grammar, and
// the handshake that replays what the application lost.
import {
  CheckTxType,
  CommitInfo,
  ExtendedCommitInfo,
  type Misbehavior,
  type Request,
  type Response,
  type ResponseCheckTx,
  type ResponseFinalizeBlock,
  type ResponseInfo,
  ResponseProcessProposal_ProposalStatus,
} from 'cosmjs-types/tendermint/abci/types'
import { AbciConnection, AbciException } from './connection.ts'

export interface Genesis {
  readonly chainId: string
  readonly appState: string
  /** ed25519 public keys. */
  readonly validators: readonly Uint8Array[]
  /** Of each; ten unless given. */
  readonly power?: bigint
}

/** What validators agree on. */
export interface Decided {
  readonly height: number
  /** Milliseconds since 1970. */
  readonly time: bigint
  readonly proposer: Uint8Array
  readonly txs: readonly Uint8Array[]
  /** What is proved by evidence in the block. */
  readonly misbehavior?: readonly Misbehavior[]
}

const MAX_TX_BYTES = 21_000_000n

const partOf = <K extends keyof Response>(response: Response, name: K): NonNullable<Response[K]> => {
  const part = response[name]
  if (!part) throw new AbciException(`${name} was answered by ${Object.keys(response).join()}`)
  return part
}

export class EnginePlayer {
  readonly #consensus: AbciConnection
  readonly #mempool: AbciConnection
  readonly #query: AbciConnection
  readonly #snapshot: AbciConnection

  static async connect(path: string): Promise<EnginePlayer> {
    const open = () => AbciConnection.open(path)
    return new EnginePlayer(await open(), await open(), await open(), await open())
  }

  private constructor(
    consensus: AbciConnection,
    mempool: AbciConnection,
    query: AbciConnection,
    snapshot: AbciConnection,
  ) {
    this.#consensus = consensus
    this.#mempool = mempool
    this.#query = query
    this.#snapshot = snapshot
  }

  async ask(request: Request): Promise<Response> {
    return this.#query.call(request)
  }
  async askSnapshots(request: Request): Promise<Response> {
    return this.#snapshot.call(request)
  }

  async info(): Promise<ResponseInfo> {
    const info = { version: '0.38.25', blockVersion: 11n, p2pVersion: 8n, abciVersion: '2.0.0' }
    return partOf(await this.#query.call({ info }), 'info')
  }

  async initChain({ chainId, appState, validators, power = 10n }: Genesis): Promise<Uint8Array> {
    const initChain = {
      time: { seconds: 1_700_000_000n, nanos: 0 },
      chainId,
      validators: validators.map(ed25519 => ({ pubKey: { ed25519 }, power })),
      appStateBytes: Buffer.from(appState),
      initialHeight: 1n,
    }
    return partOf(await this.#consensus.call({ initChain }), 'initChain').appHash
  }

  /** All at once, as they come from a peer. */
  async checkTxs(txs: readonly Uint8Array[], again = false): Promise<ResponseCheckTx[]> {
    const type = again ? CheckTxType.RECHECK : CheckTxType.NEW
    const answers = txs.map(tx => this.#mempool.send({ checkTx: { tx, type } }))
    answers.push(this.#mempool.send({ flush: {} }))
    const responses = await Promise.all(answers)
    return responses.slice(0, -1).map(response => {
      if (response.exception) throw new AbciException(response.exception.error)
      return partOf(response, 'checkTx')
    })
  }

  async prepare(
    at: Omit<Decided, 'txs'>,
    txs: readonly Uint8Array[] = [],
    room = MAX_TX_BYTES,
  ): Promise<Decided> {
    const localLastCommit = ExtendedCommitInfo.fromPartial({})
    const prepareProposal = {
      ...headerOf(at),
      maxTxBytes: room,
      txs: [...txs],
      localLastCommit,
    }
    const prepared = partOf(await this.#consensus.call({ prepareProposal }), 'prepareProposal')
    return { ...at, txs: prepared.txs }
  }

  async process(block: Decided): Promise<boolean> {
    const proposedLastCommit = CommitInfo.fromPartial({})
    const processProposal = { ...bodyOf(block), proposedLastCommit }
    const { status } = partOf(await this.#consensus.call({ processProposal }), 'processProposal')
    return status === ResponseProcessProposal_ProposalStatus.ACCEPT
  }

  async finalize(block: Decided): Promise<ResponseFinalizeBlock> {
    const finalizeBlock = { ...bodyOf(block), decidedLastCommit: CommitInfo.fromPartial({}) }
    return partOf(await this.#consensus.call({ finalizeBlock }), 'finalizeBlock')
  }

  async commit(): Promise<void> {
    partOf(await this.#consensus.call({ commit: {} }), 'commit')
  }

  async decide(block: Decided): Promise<Uint8Array> {
    const { appHash } = await this.finalize(block)
    await this.commit()
    return appHash
  }

  /**
   * What CometBFT does when it starts: asks where the application is, and replays what it lacks of `chain`. Like the
   * engine, it refuses an application that is ahead. Returns the height the application had, and its newest hash.
   */
  async handshake(
    genesis: Genesis,
    chain: readonly Decided[],
  ): Promise<{ from: number; appHash: Uint8Array }> {
    const { lastBlockHeight, lastBlockAppHash } = await this.info()
    const from = Number(lastBlockHeight)
    if (from > chain.length)
      throw new AbciException(`the application is at ${from}, ahead of ${chain.length}`)
    let appHash = from === 0 ? await this.initChain(genesis) : lastBlockAppHash
    for (const block of chain.slice(from)) appHash = await this.decide(block)
    return { from, appHash }
  }

  close(): void {
    for (const connection of [this.#consensus, this.#mempool, this.#query, this.#snapshot]) connection.close()
  }
}

const headerOf = ({ height, time, proposer, misbehavior = [] }: Omit<Decided, 'txs'>) => ({
  height: BigInt(height),
  misbehavior: [...misbehavior],
  time: { seconds: time / 1000n, nanos: Number(time % 1000n) * 1_000_000 + 999_999 },
  nextValidatorsHash: new Uint8Array(32),
  proposerAddress: proposer,
})

const bodyOf = (block: Decided) => ({
  ...headerOf(block),
  txs: [...block.txs],
  hash: new Uint8Array(32),
})
