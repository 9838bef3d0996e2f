// The World of a block under way: an overlay over its parent's state, and the list of its events.
import type { AccountId, Hash } from '@taonet/wire'
import { blockNumber, parentOf } from './chapters/system/block.ts'
import { timestamp } from './chapters/timestamp/table.ts'
import { Overlay } from './overlay.ts'
import type { BlockContext, EventRecord, Phase } from './runtime-port.ts'
import type { StateView } from './state.ts'
import type { EventValue, World } from './world.ts'

export class BlockWorld implements World {
  readonly state: Overlay
  readonly block: number
  readonly parentHash: Hash
  readonly time: bigint
  readonly author: AccountId | undefined
  readonly events: EventRecord[] = []
  phase: Phase = { type: 'Initialization', value: undefined }

  constructor(view: StateView, context: BlockContext) {
    this.state = new Overlay(view)
    this.block = context.number
    this.parentHash = context.parentHash
    this.time = context.time
    this.author = context.author
  }

  get extrinsic(): number {
    return this.phase.type === 'ApplyExtrinsic' ? this.phase.value : 0
  }

  emit(event: EventValue): void {
    this.events.push({ phase: this.phase, event, topics: [] })
  }

  mark(): number {
    return this.events.length
  }

  rewind(mark: number): void {
    this.events.length = mark
  }
}

/** A block as it was left: what runtime APIs look at. Writes go to a scratch overlay. */
export const worldAt = (view: StateView): BlockWorld =>
  new BlockWorld(view, {
    number: blockNumber({ state: view }),
    parentHash: parentOf({ state: view }),
    time: timestamp.storage.Now.get({ state: view }),
    author: undefined,
  })

/** The block after `head`, as the pool imagines it from head's state; its time is not known yet. */
export const nextWorld = (view: StateView, head: Hash): BlockWorld =>
  new BlockWorld(view, {
    number: blockNumber({ state: view }) + 1,
    parentHash: head,
    time: timestamp.storage.Now.get({ state: view }),
    author: undefined,
  })
