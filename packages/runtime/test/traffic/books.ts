// What must hold from one call to the next: nothing is made or lost, and a call that fails does nothing.
import assert from 'node:assert/strict'
import type { AccountId } from '@taonet/wire'
import type { Applied, OpenBlock } from '../../src/index.ts'
import type { Changes, StorageKey } from '../../src/state.ts'
import { type CallValue, storage } from '../../src/tables.ts'
import type { Reads } from '../../src/world.ts'
import { ONE, TWO } from './scene.ts'

const { TotalIssuance } = storage.Balances
const { Account } = storage.System
const { SubnetAlphaIn, SubnetAlphaOut, TotalHotkeyAlpha } = storage.SubtensorModule
const NETUIDS = [ONE, TWO] as const

interface Reserve {
  /** Alpha in the pool and outside of it. */
  readonly inside: bigint
  readonly outside: bigint
}

/** All that is counted, at one moment. */
interface Books {
  readonly tao: bigint
  readonly alpha: readonly Reserve[]
  readonly written: Changes
}

const booksOf = (world: Reads, block: OpenBlock): Books => ({
  tao: TotalIssuance.get(world),
  alpha: NETUIDS.map(netuid => ({
    inside: SubnetAlphaIn.get(world, netuid),
    outside: SubnetAlphaOut.get(world, netuid),
  })),
  written: new Map(block.changes),
})

const same = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && Buffer.compare(a, b) === 0)

function touched(before: Changes, after: Changes): StorageKey[] {
  const keys: StorageKey[] = []
  for (const [key, value] of after) if (before.has(key) ? !same(before.get(key), value) : true) keys.push(key)
  return keys
}

/** How much alpha a call may end; whatever else it does, the sum stays. */
function ended(call: CallValue, before: Reserve, after: Reserve, recycled: bigint): bigint {
  switch (`${call.pallet}.${call.name}`) {
    case 'SubtensorModule.recycle_alpha':
      return recycled
    // A seat is bought with alpha that ends as the pool gives it away.
    case 'SubtensorModule.burned_register':
    case 'SubtensorModule.register_limit':
      assert.equal(after.outside, before.outside)
      assert.ok(after.inside <= before.inside)
      return before.inside - after.inside
    default:
      return 0n
  }
}

export interface Applying {
  readonly world: Reads
  readonly block: OpenBlock
  /** Nobody: then the fee is burnt. */
  readonly author: AccountId | undefined
  readonly signer: AccountId
  readonly call: CallValue
  readonly apply: () => Applied
}

/** Applies a call and looks at everything it did. */
export function watched({ world, block, author, signer, call, apply }: Applying): Applied {
  const before = booksOf(world, block)
  const payer = Account.get(world, signer)
  const earner = author && Account.get(world, author)
  const held = heldBy(world, call)
  const applied = apply()
  const keys = touched(before.written, block.changes)
  if (!applied.ok) {
    assert.deepEqual(keys, [], 'a call that was not included wrote something')
    return applied
  }
  const after = booksOf(world, block)
  // Who has no TAO for the fee pays it in alpha, and sells that.
  const inTao = payer.data.free >= applied.fee
  if (author !== undefined || inTao) {
    const burnt = author === undefined ? applied.fee : 0n
    assert.equal(before.tao - after.tao, burnt, 'TAO was made or lost')
  }
  for (const [at, now] of after.alpha.entries()) {
    const then = before.alpha[at] ?? now
    const lost = then.inside + then.outside - now.inside - now.outside
    const mayEnd: boolean = applied.dispatch === undefined && call.args.netuid === NETUIDS[at]
    const gone: bigint = mayEnd ? ended(call, then, now, held - heldBy(world, call)) : 0n
    assert.equal(lost, gone, `alpha of ${NETUIDS[at]} was made or lost`)
  }
  if (applied.dispatch === undefined || !inTao) return applied
  const allowed = new Set([Account.key(signer), author ? Account.key(author) : TotalIssuance.key()])
  assert.deepEqual(
    keys.filter(key => !allowed.has(key)),
    [],
    'a failed call wrote something',
  )
  const left = payer.data.free - (signer === author ? 0n : applied.fee)
  const paid = { ...payer, nonce: payer.nonce + 1, data: { ...payer.data, free: left } }
  assert.deepEqual(Account.get(world, signer), paid)
  if (author !== undefined && earner !== undefined && signer !== author)
    assert.equal(Account.get(world, author).data.free, earner.data.free + applied.fee)
  return applied
}

/** Alpha on the hotkey that the call names. */
function heldBy(world: Reads, { args }: CallValue): bigint {
  const netuid = NETUIDS.find(one => one === args.netuid)
  return netuid === undefined || typeof args.hotkey !== 'string'
    ? 0n
    : TotalHotkeyAlpha.get(world, args.hotkey as AccountId, netuid)
}
