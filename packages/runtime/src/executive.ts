// A block's life: system rows, inherents, block step, extrinsics, and the header at the end (DESIGN §4).
import {
  blockDigest,
  encode,
  encodeExtrinsic,
  type Hash,
  type Header,
  headerHash,
  orderedTrieRoot,
} from '@taonet/wire'
import { runSteps } from './block-step.ts'
import { BlockWorld } from './block-world.ts'
import { costOf } from './call-weight.ts'
import { bumpNonce, nonceOf } from './chapters/system/accounts.ts'
import { beginBlock, endBlock } from './chapters/system/block.ts'
import {
  BASE_EXTRINSIC_TIME,
  MAX_BLOCK_BYTES,
  MAX_BLOCK_TIME,
  MAX_TOTAL_TIME,
  STRANGERS_A_BLOCK,
} from './chapters/system/limits.ts'
import { system } from './chapters/system/table.ts'
import { Bug, type DispatchError } from './failure.ts'
import { settle, takeFee } from './fee-payment.ts'
import type { DispatchClassName } from './frame-types.ts'
import { Tao } from './nouns.ts'
import { invalid, isRejection, type OpenedExtrinsic, openExtrinsic } from './opened-extrinsic.ts'
import { blockSteps, dispatcher } from './protocol.ts'
import { type CallValue, RuntimeCall } from './runtime-enums.ts'
import type { Applied, BlockContext, FinishedBlock, OpenBlock } from './runtime-port.ts'
import type { Changes, StateView } from './state.ts'
import { callValue } from './tables.ts'
import { isStranger, refusalOf } from './validity.ts'
import { attempt, none, signed } from './world.ts'

// The smallest signed extrinsic and its lightest call: when these do not fit, nothing does.
const SMALLEST_BYTES = 110
const LIGHTEST_TIME = 100_000_000n

// Extrinsics roots are built under version 0 of the trie, whatever the state's version: `systemVersion` 1 says so.
const EXTRINSICS_TRIE = 0

/** What a header says of its block's body, inherents included. */
export const extrinsicsRoot = (body: readonly Uint8Array[]): Hash => orderedTrieRoot(body, EXTRINSICS_TRIE)
export const emptyExtrinsicsRoot = (): Hash => extrinsicsRoot([])

class Block implements OpenBlock {
  readonly #world: BlockWorld
  readonly #body: Uint8Array[] = []
  #inherents = 0
  #bytes = 0
  #normal = 0n
  #mandatory = 0n
  #strangers = 0
  #closed = false

  constructor(view: StateView, context: BlockContext) {
    this.#world = new BlockWorld(view, context)
    beginBlock(this.#world)
    this.#inherent(callValue('Timestamp', 'set', { now: context.time }))
    const { offences = [] } = context
    if (offences.length > 0)
      this.#inherent(callValue('Authorities', 'report_offences', { offences: [...offences] }))
    this.#inherents = this.#body.length
    this.#world.phase = { type: 'Initialization', value: undefined }
    this.#mandatory += runSteps(this.#world, blockSteps)
  }

  get inherents(): readonly Uint8Array[] {
    return this.#body.slice(0, this.#inherents)
  }

  get full(): boolean {
    return !this.#fits(SMALLEST_BYTES, LIGHTEST_TIME)
  }

  get changes(): Changes {
    return this.#world.state.changes()
  }

  #fits(bytes: number, weight: bigint): boolean {
    const normal = this.#normal + BASE_EXTRINSIC_TIME + weight
    return (
      this.#bytes + bytes <= MAX_BLOCK_BYTES &&
      normal <= MAX_BLOCK_TIME &&
      normal + this.#mandatory <= MAX_TOTAL_TIME
    )
  }

  #place(extrinsic: Uint8Array): void {
    this.#world.phase = { type: 'ApplyExtrinsic', value: this.#body.length }
    this.#body.push(extrinsic)
    this.#bytes += extrinsic.length
  }

  #report(weight: bigint, name: DispatchClassName, free: boolean, error: DispatchError | undefined): void {
    const dispatch_info = {
      weight: { ref_time: weight, proof_size: 0n },
      class: { type: name, value: undefined },
      pays_fee: { type: free ? ('No' as const) : ('Yes' as const), value: undefined },
    }
    this.#world.emit(
      error
        ? system.event.ExtrinsicFailed({ dispatch_error: error, dispatch_info })
        : system.event.ExtrinsicSuccess({ dispatch_info }),
    )
  }

  #inherent(call: CallValue): void {
    this.#place(encodeExtrinsic({ type: 'bare', call: encode(RuntimeCall, call) }))
    dispatcher.dispatch(this.#world, none, call)
    const { weight } = costOf(call)
    this.#mandatory += BASE_EXTRINSIC_TIME + weight
    this.#report(weight, 'Mandatory', false, undefined)
  }

  apply(extrinsic: Uint8Array): Applied {
    if (this.#closed) throw new Bug('a finished block was asked to apply an extrinsic')
    const opened = openExtrinsic(extrinsic)
    if (isRejection(opened)) return { ok: false, rejection: opened }
    if (!this.#fits(opened.length, opened.cost.weight))
      return { ok: false, rejection: invalid('ExhaustsResources') }
    const rejection = refusalOf(this.#world, opened)
    if (rejection) return { ok: false, rejection }
    if (opened.extra.nonce !== nonceOf(this.#world, opened.signer))
      return { ok: false, rejection: invalid('Future') }
    const stranger = isStranger(this.#world, opened)
    if (stranger && this.#strangers === STRANGERS_A_BLOCK) return { ok: false, rejection: invalid('Payment') }
    if (stranger) this.#strangers++
    this.#place(extrinsic)
    this.#normal += BASE_EXTRINSIC_TIME + opened.cost.weight
    return this.#run(opened)
  }

  #run(opened: OpenedExtrinsic): Applied {
    const { signer, extra, call, cost, fee } = opened
    const world = this.#world
    const taken = takeFee(world, opened)
    bumpNonce(world, signer)
    const outcome = attempt(world, () => dispatcher.dispatch(world, signed(signer), call))
    const free = cost.free || (outcome.ok && outcome.value.free === true)
    const owed = free ? Tao(extra.tip) : fee
    const paid = settle(world, opened, taken, owed)
    const dispatch = outcome.ok ? undefined : outcome.error
    this.#report(cost.weight, 'Normal', free, dispatch)
    return { ok: true, dispatch, fee: paid }
  }

  finalize(rootOf: (changes: Changes) => Hash): FinishedBlock {
    if (this.#closed) throw new Bug('a block was finished twice')
    this.#closed = true
    const world = this.#world
    endBlock(world, {
      extrinsics: this.#body.length,
      events: world.events,
      normal: this.#normal,
      mandatory: this.#mandatory,
    })
    const changes = world.state.changes()
    const header: Header = {
      parent_hash: world.parentHash,
      number: world.block,
      state_root: rootOf(changes),
      extrinsics_root: extrinsicsRoot(this.#body),
      digest: blockDigest(world.block, world.time),
    }
    return { header, hash: headerHash(header), body: this.#body, changes }
  }
}

export const openBlock = (view: StateView, context: BlockContext): OpenBlock => new Block(view, context)
