// The engine's calls about blocks. The engine carries height, time, proposer and transactions; the parent is our head.
import type { StateView } from '@taonet/runtime'
import { extrinsicHash, hexToBytes } from '@taonet/wire'
import {
  ExecTxResult,
  type RequestFinalizeBlock,
  type RequestPrepareProposal,
  type RequestProcessProposal,
  type ResponseCommit,
  ResponseFinalizeBlock,
  type ResponsePrepareProposal,
  type ResponseProcessProposal,
  ResponseProcessProposal_ProposalStatus,
} from 'cosmjs-types/tendermint/abci/types'
import { poolSource } from '../host/pool-source.ts'
import type { HostPort, Proposal, TransactionSource } from '../host/port.ts'
import type { Pool } from '../pool/pool.ts'
import { accountAt, offences, validatorUpdates } from './authorities.ts'
import { versionUpdate } from './rule-version.ts'

type Moment = Pick<RequestProcessProposal, 'height' | 'time' | 'proposerAddress' | 'misbehavior'>

// A proposal that arrives late is voted down, and the next one would hold even more. Everybody executes it once more, and
// a machine may be slower than the proposer's.
const PROPOSER_SHARE = 0.5

// What protobuf adds to a transaction in a block: a tag and its length.
const ENVELOPE_BYTES = 6

export class BlockCalls {
  readonly #host: HostPort
  readonly #pool: Pool
  readonly #patience: number
  // The host executes a proposal once when it is handed the same object again: we recognise it by its content.
  #latest: Proposal | undefined

  /** `patience`: milliseconds for which the others wait for a proposal. */
  constructor(host: HostPort, pool: Pool, patience: number) {
    this.#host = host
    this.#pool = pool
    this.#patience = patience
  }

  /** In the order of our pool. What the engine holds came through the pool, so its own list says nothing more. */
  prepare(request: RequestPrepareProposal): ResponsePrepareProposal {
    const { number, ...moment } = this.#moment(request)
    if (number !== this.#host.head.number + 1)
      throw new RangeError(`block ${number} is proposed on block ${this.#host.head.number}`)
    const room = { bytes: Number(request.maxTxBytes), milliseconds: this.#patience * PROPOSER_SHARE }
    const source = within(room, poolSource(this.#pool))
    this.#latest = this.#host.prepare(moment, source)
    return { txs: [...this.#latest.extrinsics] }
  }

  async process(request: RequestProcessProposal): Promise<ResponseProcessProposal> {
    const verdict = await this.#host.process(this.#proposal(request))
    const { ACCEPT, REJECT } = ResponseProcessProposal_ProposalStatus
    return { status: verdict.ok ? ACCEPT : REJECT }
  }

  async finalize(request: RequestFinalizeBlock): Promise<ResponseFinalizeBlock> {
    const before = this.#state()
    const block = await this.#host.finalize(this.#proposal(request))
    return ResponseFinalizeBlock.fromPartial({
      txResults: block.outcomes.map(outcome =>
        ExecTxResult.fromPartial({ code: outcome.ok && !outcome.dispatch ? 0 : 1 }),
      ),
      appHash: hexToBytes(block.hash),
      validatorUpdates: validatorUpdates(before, block.changes),
      ...versionUpdate(block.changes),
    })
  }

  async commit(): Promise<ResponseCommit> {
    await this.#host.commit()
    this.#latest = undefined
    return { retainHeight: 0n }
  }

  /** After the newest block. */
  #state(): StateView {
    const { head, query } = this.#host
    const state = query.stateAt(head.number)
    if (!state) throw new RangeError('the store lost the state of its head')
    return state
  }

  #moment({
    height,
    time,
    proposerAddress,
    misbehavior,
  }: Moment): Omit<Proposal, 'parentHash' | 'extrinsics'> {
    const state = this.#state()
    return {
      number: Number(height),
      // BFT time grows by a millisecond at least from block to block, so whole milliseconds grow too.
      time: time.seconds * 1000n + BigInt(Math.floor(time.nanos / 1_000_000)),
      author: accountAt(state, proposerAddress),
      offences: offences(state, misbehavior),
    }
  }

  #proposal(request: Moment & { readonly txs: readonly Uint8Array[] }): Proposal {
    const place = { ...this.#moment(request), parentHash: this.#host.head.hash }
    const arrived = { ...place, extrinsics: request.txs }
    if (this.#latest && isSame(this.#latest, arrived)) return this.#latest
    // The pool's own bytes, which were read and judged already, or copies: what arrived is a view of a socket's buffer,
    // which a block must not keep alive.
    const extrinsics = request.txs.map(
      tx => this.#pool.entry(extrinsicHash(tx))?.bytes ?? Uint8Array.from(tx),
    )
    this.#latest = { ...place, extrinsics }
    return this.#latest
  }
}

const isSame = (a: Proposal, b: Proposal): boolean =>
  a.number === b.number &&
  a.parentHash === b.parentHash &&
  a.time === b.time &&
  a.author === b.author &&
  isSameReport(a, b) &&
  a.extrinsics.length === b.extrinsics.length &&
  a.extrinsics.every((one, index) => Buffer.compare(one, b.extrinsics[index] ?? new Uint8Array()) === 0)

const isSameReport = ({ offences: a = [] }: Proposal, { offences: b = [] }: Proposal): boolean =>
  a.length === b.length &&
  a.every((one, index) => {
    const other = b[index]
    return (
      one.authority === other?.authority && one.height === other.height && one.kind.type === other.kind.type
    )
  })

interface Room {
  readonly bytes: number
  readonly milliseconds: number
}

/**
 * Ends where the engine's room for transactions does, and when the proposer has taken its time: from the first transaction,
 * so that a block whose own step is long holds some too.
 */
function within({ bytes, milliseconds }: Room, source: TransactionSource): TransactionSource {
  let left = bytes
  let size = 0
  let began: number | undefined
  return {
    next() {
      began ??= performance.now()
      if (left < bytes && performance.now() - began > milliseconds) return undefined
      const extrinsic = source.next()
      size = (extrinsic?.length ?? 0) + ENVELOPE_BYTES
      return size <= left ? extrinsic : undefined
    },
    included() {
      left -= size
      source.included()
    },
    refused: rejection => source.refused(rejection),
  }
}
