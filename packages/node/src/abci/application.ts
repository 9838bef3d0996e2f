// Our chain as an ABCI 2.0 application: what the engine asks, answered by the host's port. What is durable became so in
// Commit, so the application is never ahead of the engine, and a replay after a crash finds it where it was.
import {
  accountId,
  bytesToDigits,
  bytesToHex,
  type Hash,
  hexToBytes,
  isNetError,
  NetError,
  storageKey,
} from '@taonet/wire'
import {
  type Request,
  type RequestInitChain,
  type RequestQuery,
  type Response,
  ResponseInfo,
  ResponseInitChain,
  ResponseQuery,
  ResponseVerifyVoteExtension_VerifyStatus,
} from 'cosmjs-types/tendermint/abci/types'
import { genesisHash } from '../host/genesis-hash.ts'
import { Halted } from '../host/halt.ts'
import type { HostPort } from '../host/port.ts'
import type { Pool } from '../pool/pool.ts'
import type { Submissions } from '../pool/submission.ts'
import { VERSION } from '../version.ts'
import { authorities } from './authorities.ts'
import { BlockCalls } from './block-calls.ts'
import { checkTransaction } from './check-transaction.ts'
import { genesisOf } from './genesis-document.ts'
import { ruleVersion } from './rule-version.ts'
import { SnapshotCalls } from './snapshots/calls.ts'
import type { SnapshotShelf } from './snapshots/shelf.ts'

export interface ApplicationOptions {
  readonly host: HostPort
  readonly pool: Pool
  readonly submissions: Submissions
  readonly chainId: string
  /** Milliseconds for which engines wait for a proposal. */
  readonly patience: number
  /** The engine is there: it asks this first. */
  readonly onInfo?: () => void
  /** What this node offers to those who join; without it nothing. */
  readonly shelf?: SnapshotShelf
  /** The engine loads or serves a snapshot. */
  readonly onSnapshot?: () => void
  /** The engine has a transaction, ours or a peer's. */
  readonly onChecked?: (hash: Hash) => void
}

const REFUSED = 1

export class Application {
  readonly #options: ApplicationOptions
  readonly #blocks: BlockCalls
  readonly #snapshots: SnapshotCalls

  constructor(options: ApplicationOptions) {
    this.#options = options
    this.#blocks = new BlockCalls(options.host, options.pool, options.patience)
    this.#snapshots = new SnapshotCalls(options.host, options.shelf)
  }

  /** Never rejects. An exception is the last thing an engine hears: it stops, and is started again or not. */
  async handle(request: Request): Promise<Response> {
    try {
      return await this.#answer(request)
    } catch (thrown) {
      const known = thrown instanceof Halted ? thrown.cause : thrown
      const hint = isNetError(known) ? `; ${known.hint}` : ''
      return {
        exception: { error: `${thrown instanceof Error ? thrown.message : String(thrown)}${hint}` },
      }
    }
  }

  async #answer(request: Request): Promise<Response> {
    const { pool, submissions, onChecked } = this.#options
    if (request.checkTx)
      return { checkTx: await checkTransaction(pool, submissions, request.checkTx.tx, onChecked) }
    if (request.flush) return { flush: {} }
    if (request.prepareProposal) return { prepareProposal: this.#blocks.prepare(request.prepareProposal) }
    if (request.processProposal)
      return { processProposal: await this.#blocks.process(request.processProposal) }
    if (request.finalizeBlock) return { finalizeBlock: await this.#blocks.finalize(request.finalizeBlock) }
    if (request.commit) return { commit: await this.#blocks.commit() }
    if (request.info) return { info: this.#info() }
    if (request.initChain) return { initChain: this.#initChain(request.initChain) }
    if (request.query) return { query: this.#query(request.query) }
    const snapshot = await this.#snapshots.answer(request)
    if (snapshot) {
      this.#options.onSnapshot?.()
      return snapshot
    }
    return unused(request)
  }

  #info(): ResponseInfo {
    const { host, onInfo } = this.#options
    const { number, hash } = host.head
    const state = host.query.stateAt(number)
    onInfo?.()
    return ResponseInfo.fromPartial({
      data: 'taonet',
      version: VERSION,
      // The chain's version and not the program's: the engine compares it with its headers where a state came from others.
      appVersion: BigInt((state && ruleVersion(state)) ?? host.query.runtime.version.specVersion),
      lastBlockHeight: BigInt(number),
      // Genesis is no block of the engine's: it hears of that hash by InitChain.
      lastBlockAppHash: number === 0 ? new Uint8Array() : hexToBytes(hash),
    })
  }

  /** Says the same as often as it is asked: nothing changes by it. */
  #initChain({ chainId, appStateBytes, validators, initialHeight }: RequestInitChain): ResponseInitChain {
    const { host, chainId: ours } = this.#options
    const { runtime, genesisHash: begun } = host.query
    if (chainId !== ours) throw otherChain(`the engine runs ${chainId}, the application ${ours}`)
    if (initialHeight > 1n) throw otherChain(`the engine begins at block ${initialHeight}`)
    if (host.head.number > 0)
      throw otherChain(`the engine begins anew, the application has ${host.head.number} blocks`)
    const asked = genesisHash(runtime, genesisOf(Buffer.from(appStateBytes).toString()))
    if (asked !== begun) throw otherChain(`the engine's genesis is ${asked}, the application's ${begun}`)
    const state = host.query.stateAt(0)
    const powers = new Map(state && authorities(state).map(({ account, power }) => [account, power]))
    for (const { pubKey, power } of validators)
      if (powers.get(accountId(bytesToHex(pubKey.ed25519 ?? new Uint8Array()))) !== power)
        throw otherChain("a validator of the engine's is no authority of the chain, or of another power")
    if (validators.length !== powers.size)
      throw otherChain(`the engine has ${validators.length} validators, the chain ${powers.size} authorities`)
    return ResponseInitChain.fromPartial({ appHash: hexToBytes(begun) })
  }

  /** `/state`: the row of a storage key, at a block or at the newest one. */
  #query({ path, data, height }: RequestQuery): ResponseQuery {
    const { query, head } = this.#options.host
    const refuse = (log: string) => ResponseQuery.fromPartial({ code: REFUSED, codespace: 'taonet', log })
    if (path !== '/state') return refuse(`nothing answers ${path}; ask /state`)
    const number = height === 0n ? head.number : Number(height)
    const state = query.stateAt(number)
    if (!state) return refuse(`the state of block ${number} is not kept`)
    const value = state.get(storageKey(bytesToDigits(data)))
    return ResponseQuery.fromPartial({
      key: data,
      height: BigInt(number),
      ...(value ? { value } : { log: 'no such row' }),
    })
  }
}

/** Calls for which we have no use: no votes are extended. */
function unused(request: Request): Response {
  if (request.echo) return { echo: { message: request.echo.message } }
  if (request.extendVote) return { extendVote: { voteExtension: new Uint8Array() } }
  if (request.verifyVoteExtension) {
    const { ACCEPT, REJECT } = ResponseVerifyVoteExtension_VerifyStatus
    const status = request.verifyVoteExtension.voteExtension.length === 0 ? ACCEPT : REJECT
    return { verifyVoteExtension: { status } }
  }
  throw new RangeError('a request without a known call')
}

const otherChain = (what: string): NetError =>
  new NetError(
    'other-chain',
    what,
    "use the folder that 'taonet network init' wrote, with the engine's data and ours of one age",
  )
