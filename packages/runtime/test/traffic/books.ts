// What must hold from one call to the next: nothing is made or lost, and a call that fails does nothing.
import assert from 'node:assert/strict'
import type { AccountId } from '@taonet/wire'
import { SWAP_ON_SUBNET_COST } from '../../src/chapters/keys/table.ts'
import { stakeOf } from '../../src/chapters/staking/stake.ts'
import { subnetAccount } from '../../src/chapters/subnets/registry.ts'
import { subnets } from '../../src/chapters/subnets/table.ts'
import type { Applied, OpenBlock } from '../../src/index.ts'
import type { StorageKey } from '../../src/state.ts'
import { type CallValue, type NetUid, storage } from '../../src/tables.ts'
import type { Reads } from '../../src/world.ts'
import { rootCall } from './root-call.ts'
import { ONE, PASSING, TWO } from './scene.ts'

const { TotalIssuance } = storage.Balances
const { Account } = storage.System
const { ColdkeySwapAnnouncements, NetworksAdded, SubnetAlphaIn, SubnetAlphaOut } = storage.SubtensorModule
const NETUIDS = [ONE, TWO, ...PASSING] as const
const KEY_SWAP_COST = subnets.literal.constants.KeySwapCost.value

/** Alpha of a subnet, in its pool and outside of it. */
interface Reserve {
  readonly netuid: NetUid
  readonly inside: bigint
  readonly outside: bigint
}

/** Of every subnet that there is. */
const reserves = (world: Reads): Reserve[] =>
  NETUIDS.filter(netuid => NetworksAdded.get(world, netuid)).map(netuid => ({
    netuid,
    inside: SubnetAlphaIn.get(world, netuid),
    outside: SubnetAlphaOut.get(world, netuid),
  }))

const same = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && Buffer.compare(a, b) === 0)

/** What an open block has written, as it was when somebody last looked. */
export class Written {
  readonly #block: OpenBlock
  readonly #known: Map<StorageKey, Uint8Array | undefined>

  constructor(block: OpenBlock) {
    this.#block = block
    this.#known = new Map(block.changes)
  }

  /** The keys of what is new since then. */
  news(): StorageKey[] {
    const keys: StorageKey[] = []
    for (const [key, value] of this.#block.changes) {
      const known = this.#known.get(key)
      if (known === value && (value !== undefined || this.#known.has(key))) continue
      if (!this.#known.has(key) || !same(known, value)) keys.push(key)
      this.#known.set(key, value)
    }
    return keys
  }
}

interface Bounds {
  readonly least: bigint
  readonly most: bigint
}

const exactly = (rao: bigint): Bounds => ({ least: rao, most: rao })
const NOTHING = exactly(0n)

const within = (lost: bigint, { least, most }: Bounds, what: string): void =>
  assert.ok(least <= lost && lost <= most, `${lost} ${what} were lost, not ${least} to ${most}`)

/** How much alpha of a subnet a call may end; whatever else it does, the sum stays. */
function endedAlpha(call: CallValue, before: Reserve, after: Reserve, recycled: Bounds): Bounds {
  if (call.args.netuid !== before.netuid) return NOTHING
  switch (`${call.pallet}.${call.name}`) {
    case 'SubtensorModule.recycle_alpha':
      return recycled
    // A seat is bought with alpha that ends as the pool gives it away.
    case 'SubtensorModule.burned_register':
    case 'SubtensorModule.register_limit':
      assert.equal(after.outside, before.outside)
      assert.ok(after.inside <= before.inside)
      return exactly(before.inside - after.inside)
    default:
      return NOTHING
  }
}

/** What a call asks to be recycled, but no more than its signer has. */
function recycledBy(world: Reads, signer: AccountId, { args }: CallValue): bigint {
  const netuid = NETUIDS.find(one => one === args.netuid)
  if (netuid === undefined || typeof args.hotkey !== 'string' || typeof args.amount !== 'bigint') return 0n
  const held = stakeOf(world, args.hotkey as AccountId, signer, netuid)
  return args.amount < held ? args.amount : held
}

/** How much TAO a call ends beside its fee when it succeeds, as seen before. */
function endedTao(world: Reads, signer: AccountId, { pallet, name, args }: CallValue): Bounds {
  switch (`${pallet}.${name}`) {
    case 'SubtensorModule.swap_hotkey':
    case 'SubtensorModule.swap_hotkey_v2':
      return exactly(args.netuid === undefined ? KEY_SWAP_COST : SWAP_ON_SUBNET_COST)
    case 'SubtensorModule.announce_coldkey_swap':
      return exactly(ColdkeySwapAnnouncements.has(world, signer) ? 0n : KEY_SWAP_COST)
    case 'SubtensorModule.swap_coldkey':
      return exactly(args.swap_cost as bigint)
    // Of what the subnet has, stakers are paid, and what nobody had staked for is gone.
    case 'SubtensorModule.dissolve_network':
    case 'SubtensorModule.root_dissolve_network': {
      const netuid = NETUIDS.find(one => one === args.netuid)
      const most = netuid === undefined ? 0n : Account.get(world, subnetAccount(netuid)).data.free
      return { least: 0n, most }
    }
    default:
      return NOTHING
  }
}

export interface Applying {
  readonly world: Reads
  readonly written: Written
  /** Nobody: then the fee is burnt. */
  readonly author: AccountId | undefined
  readonly signer: AccountId
  readonly call: CallValue
  readonly apply: () => Applied
}

/** Applies a call and looks at everything it did; whether it succeeded. */
export function watched({ world, written, author, signer, call, apply }: Applying): [Applied, boolean] {
  const issued = TotalIssuance.get(world)
  const before = reserves(world)
  const payer = Account.get(world, signer)
  const earner = author && Account.get(world, author)
  const ofRoot = rootCall(call)
  const made = ofRoot ?? call
  const recycled = recycledBy(world, signer, made)
  const bounds = endedTao(world, signer, made)
  const applied = apply()
  const keys = written.news()
  if (!applied.ok) {
    assert.deepEqual(keys, [], 'a call that was not included wrote something')
    return [applied, false]
  }
  const allowed = new Set([Account.key(signer), author ? Account.key(author) : TotalIssuance.key()])
  const effects = keys.filter(key => !allowed.has(key))
  // The sudo key is never told what became of its call: it failed if it did nothing.
  const succeeded = applied.dispatch === undefined && (ofRoot === undefined || effects.length > 0)
  // Who has no TAO for the fee pays it in alpha, and sells that.
  const inTao = payer.data.free >= applied.fee
  if (author !== undefined || inTao) {
    const lost = issued - TotalIssuance.get(world) - (author === undefined ? applied.fee : 0n)
    within(lost, succeeded ? bounds : NOTHING, 'rao')
  }
  for (const now of reserves(world)) {
    const then = before.find(({ netuid }) => netuid === now.netuid)
    if (then === undefined) continue
    const lost = then.inside + then.outside - now.inside - now.outside
    // A fee that was paid of the same alpha leaves less to be recycled.
    const asked = inTao ? exactly(recycled) : { least: 1n, most: recycled }
    within(lost, succeeded ? endedAlpha(made, then, now, asked) : NOTHING, `alpha-rao of ${now.netuid}`)
  }
  if (succeeded || !inTao) return [applied, succeeded]
  assert.deepEqual(effects, [], 'a failed call wrote something')
  const left = payer.data.free - (signer === author ? 0n : applied.fee)
  const paid = { ...payer, nonce: payer.nonce + 1, data: { ...payer.data, free: left } }
  assert.deepEqual(Account.get(world, signer), paid)
  if (author !== undefined && earner !== undefined && signer !== author)
    assert.equal(Account.get(world, author).data.free, earner.data.free + applied.fee)
  return [applied, false]
}
