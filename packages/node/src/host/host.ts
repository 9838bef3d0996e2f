// The host: the runtime over the store, behind the port. One driver drives it, one block at a time; readers and `check`
// go on beside.
import { EventEmitter } from 'node:events'
import type { Applied, Changes, OpenBlock, Runtime, StateView } from '@taonet/runtime'
import { type AccountId, blockTime, encode, Header, headerHash, type NetError } from '@taonet/wire'
import type { Verifier } from '@taonet/wire/node'
import { Chain } from '../chain.ts'
import { type Store, StoreError } from '../store/index.ts'
import { ChangedView } from './changed-view.ts'
import { Halted, halt } from './halt.ts'
import { openHead } from './head.ts'
import { otherVersion } from './other-version.ts'
import type { Block, Checked, Head, HostPort, Proposal, TransactionSource, Verdict } from './port.ts'
import { Signatures } from './signatures.ts'
import { type Restored, type Snapshot, takeSnapshot } from './snapshot.ts'

export interface HostOptions {
  readonly runtime: Runtime
  readonly store: Store
  /** The newest durable block, genesis at least. */
  readonly head: Head
  readonly verifier: () => Verifier
  /** Checks every invariant before a block becomes durable. */
  readonly checkInvariants: boolean
  /** Where a halt leaves its dump. */
  readonly dataDir: string | undefined
}

interface HostEvents {
  /** Durable, and the head. */
  block: [block: Block]
  /** The chain jumped: back to an earlier block, as if nothing had followed it, or on to one that a snapshot brought. */
  reverted: [head: Head]
  halted: [halted: Halted]
}

interface Execution {
  readonly proposal: Proposal
  readonly open: OpenBlock
  readonly outcomes: readonly Applied[]
}

const no = (why: string): Verdict => ({ ok: false, why })

export class Host implements HostPort {
  readonly query: Chain
  readonly events = new EventEmitter<HostEvents>()
  readonly #options: HostOptions
  readonly #signatures: Signatures
  // What was executed here while it was built or judged is not executed again when it is decided.
  #executed: Execution | undefined
  #finalized: Block | undefined
  #halted: Halted | undefined

  constructor(options: HostOptions) {
    this.#options = options
    this.query = new Chain(options.runtime, options.store, options.head)
    this.#signatures = new Signatures(options.runtime, options.verifier)
  }

  get head(): Head {
    return this.query.head
  }
  /** The state after the newest block. */
  get state(): StateView {
    const state = this.query.stateAt(this.head.number)
    if (!state) throw new RangeError('the store lost the state of its head')
    return state
  }
  get halted(): Halted | undefined {
    return this.#halted
  }
  /** Why the next block is not for this program. */
  get unfit(): NetError | undefined {
    const { runtime } = this.#options
    return otherVersion(this.head.number + 1, runtime.versionOfNext(this.state), runtime.version.specVersion)
  }

  async check(extrinsic: Uint8Array): Promise<Checked> {
    for (;;) {
      this.#alive()
      const head = this.head
      const view = this.state
      const opened = this.#signatures.open(view, extrinsic, head.hash)
      if (!opened.ok) return opened
      const validity = this.#options.runtime.validate(view, extrinsic, head.hash)
      if (!validity.ok) return validity
      const rejection = await this.#signatures.verify([opened])
      if (rejection) return { ok: false, rejection }
      const { signer, nonce, tip } = opened.facts
      // Blocks may have passed meanwhile. Asked again, the cache answers, and the verdict is of the present head.
      if (head === this.head) return { ok: true, signer, nonce, tip, valid: validity.valid }
    }
  }

  prepare(moment: Pick<Proposal, 'time' | 'author' | 'offences'>, source: TransactionSource): Proposal {
    this.#mustFit()
    const { number, hash } = this.head
    const extrinsics: Uint8Array[] = []
    const proposal: Proposal = { number: number + 1, parentHash: hash, ...moment, extrinsics }
    this.#execute(proposal, open => {
      const outcomes: Applied[] = []
      while (!open.full) {
        const extrinsic = source.next()
        if (extrinsic === undefined) break
        const applied = open.apply(extrinsic)
        if (applied.ok) {
          extrinsics.push(extrinsic)
          outcomes.push(applied)
          source.included()
        } else source.refused(applied.rejection)
      }
      return outcomes
    })
    return proposal
  }

  async process(proposal: Proposal): Promise<Verdict> {
    this.#mustFit()
    const misplaced = this.#misplaced(proposal)
    if (misplaced !== undefined) return no(misplaced)
    if (this.#executed?.proposal === proposal) return { ok: true }
    const { hash } = this.head
    const view = this.state
    const opened = proposal.extrinsics.map(extrinsic => this.#signatures.open(view, extrinsic, hash))
    const unsigned = await this.#signatures.verify(opened)
    if (unsigned) return no(`an extrinsic is refused: ${unsigned.reason}`)
    const outcomes = this.#execute(proposal, open => proposal.extrinsics.map(one => open.apply(one)))
    for (const applied of outcomes) {
      if (applied.ok) continue
      this.#executed = undefined
      return no(`an extrinsic does not apply: ${applied.rejection.reason}`)
    }
    return { ok: true }
  }

  async finalize(proposal: Proposal): Promise<Block> {
    const verdict = await this.process(proposal)
    const execution = this.#executed
    // A network that decides what our rules refuse: one of the two is wrong, and going on would hide which.
    if (!verdict.ok || !execution)
      throw this.#halt(
        new RangeError(`a decided block is refused${verdict.ok ? '' : `: ${verdict.why}`}`),
        proposal,
      )
    this.#executed = undefined
    this.#finalized = this.#guard(proposal, () => this.#close(execution))
    return this.#finalized
  }

  /** @throws StoreError when the disk refuses; the block stays finalized and the commit may be tried again. */
  async commit(): Promise<Block> {
    this.#alive()
    const block = this.#finalized
    if (!block) throw new RangeError('commit without finalize')
    const { number, hash, header, body, changes } = block
    this.#guard(undefined, () =>
      this.#options.store.commit({ number, hash, header: encode(Header, header), body, changes }),
    )
    this.#finalized = undefined
    this.query.moveTo({ number, hash, header })
    this.events.emit('block', block)
    if (this.unfit) this.#stop(new Halted(this.unfit, undefined))
    return block
  }

  /**
   * Goes back to block `number`, for developers: every block is final to everybody else.
   * @throws RangeError when its state is not there; StoreError when the disk refuses.
   */
  revertTo(number: number): void {
    this.#alive()
    const { store } = this.#options
    if (!store.at(number)) throw new RangeError(`there is no state of block ${number}`)
    this.#guard(undefined, () => store.revertTo(number))
    this.#executed = undefined
    this.#finalized = undefined
    const head = openHead(store)
    if (!head) throw new RangeError('the store lost its head')
    this.query.jumpTo(head)
    this.events.emit('reverted', head)
  }

  /**
   * Goes on from a block of this chain without those before it; `openSnapshot` has checked body and rows.
   * @throws RangeError when the head is later; StoreError when the disk refuses.
   */
  restore({ header, body, rows }: Restored): void {
    this.#alive()
    const head = { number: header.number, hash: headerHash(header), header }
    this.#options.store.restore({ ...head, header: encode(Header, header), body, changes: rows })
    this.#executed = undefined
    this.#finalized = undefined
    this.query.jumpTo(head)
    this.events.emit('reverted', head)
  }

  /**
   * Finalizes an empty block that sets the state instead of deriving it, for developers. `rewrite` gets what the block
   * itself would write and says what is written; the caller has checked the invariants of what results.
   */
  overwrite(moment: Pick<Proposal, 'time' | 'author'>, rewrite: (own: Changes) => Changes): Block {
    this.#alive()
    const { runtime, store, checkInvariants } = this.#options
    const { number, hash: parentHash } = this.head
    const open = runtime.open(this.state, { number: number + 1, parentHash, ...moment })
    let changes: Changes = new Map()
    const { header, hash, body } = open.finalize(own => {
      changes = rewrite(own)
      return store.rootAfter(changes)
    })
    if (checkInvariants) runtime.allInvariants(new ChangedView(this.state, changes))
    this.#executed = undefined
    this.#finalized = { number: header.number, hash, header, body, changes, outcomes: [] }
    return this.#finalized
  }

  /** Accounts that anybody may speak for; only developers' chains ever hold one. */
  get impersonated(): Set<AccountId> {
    return this.#signatures.impersonated
  }

  /** Takes an extrinsic's signature as good, as the next block would read it. False when it means nothing. */
  vouch(extrinsic: Uint8Array): boolean {
    const opened = this.#signatures.open(this.state, extrinsic, this.head.hash)
    if (opened.ok) this.#signatures.vouch(opened)
    return opened.ok
  }

  /** Finalized and not yet durable. */
  get uncommitted(): boolean {
    return this.#finalized !== undefined
  }

  snapshot(): Snapshot {
    return takeSnapshot(this.head, this.query.body(this.head.number) ?? [], this.state)
  }

  #execute(proposal: Proposal, run: (open: OpenBlock) => readonly Applied[]): readonly Applied[] {
    this.#alive()
    return this.#guard(proposal, () => {
      const { extrinsics: _, ...context } = proposal
      const open = this.#options.runtime.open(this.state, context)
      const outcomes = run(open)
      this.#executed = { proposal, open, outcomes }
      return outcomes
    })
  }

  #close({ open, outcomes }: Execution): Block {
    const { runtime, store, checkInvariants } = this.#options
    const { header, hash, body, changes } = open.finalize(changed => store.rootAfter(changed))
    if (checkInvariants) runtime.allInvariants(new ChangedView(this.state, changes))
    return { number: header.number, hash, header, body, changes, outcomes }
  }

  #misplaced({ number, parentHash, time }: Proposal): string | undefined {
    const { head } = this
    if (number !== head.number + 1) return `block ${number} does not follow block ${head.number}`
    if (parentHash !== head.hash) return `its parent is ${parentHash}, not ${head.hash}`
    const before = blockTime(head.header)
    return before !== undefined && time <= before
      ? `its time ${time} is not after its parent's ${before}`
      : undefined
  }

  #alive(): void {
    if (this.#halted) throw this.#halted
  }

  #mustFit(): void {
    this.#alive()
    if (this.unfit) throw this.#stop(new Halted(this.unfit, undefined))
  }

  /** Whatever the runtime throws is a Bug: refusals are values by now. The disk's errors are the world's. */
  #guard<T>(proposal: Proposal | undefined, action: () => T): T {
    try {
      return action()
    } catch (thrown) {
      if (thrown instanceof StoreError || thrown instanceof Halted) throw thrown
      throw this.#halt(thrown, proposal)
    }
  }

  #halt(cause: unknown, proposal: Proposal | undefined): Halted {
    return this.#stop(halt(cause, this.head, proposal, this.#options.dataDir))
  }

  /** Stops for good because of the world: what the others decided cannot be followed from here. */
  leave(cause: NetError): void {
    if (!this.#halted) this.#stop(new Halted(cause, undefined))
  }

  #stop(halted: Halted): Halted {
    this.#halted = halted
    this.events.emit('halted', halted)
    return halted
  }
}
