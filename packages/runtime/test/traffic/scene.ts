// Ten people on a network that goes on, as whoever is about to make a call sees it: the state inside the open block, and
// what is worth trying there.
import { type AccountId, type Hash, idAddress } from '@taonet/wire'
import { stakeOf } from '../../src/chapters/staking/stake.ts'
import type { OpenBlock } from '../../src/index.ts'
import type { StateView, StorageKey } from '../../src/state.ts'
import { callValue, composeCall, MechId, NetUid, storage, Tao, Uid } from '../../src/tables.ts'
import type { Reads } from '../../src/world.ts'
import type { Draw } from '../draw.ts'
import { hot, Network, OWNER } from '../emission/network.ts'
import { account, TAO } from '../frame/chain.ts'
import { pursesOfMultisigs } from './trios.ts'

export const ROOT = NetUid(0)
export const ONE = NetUid(1)
/** Weights of this one are committed and revealed. */
export const TWO = NetUid(2)
/** These begin and end. */
export const PASSING = [NetUid(3), NetUid(4)] as const
/** Where weights are set, of the mechanisms of either lasting subnet. */
export const SECOND = MechId(1)
export const TEMPO = 5
const VALIDATORS = ['validator 0', 'validator 1', 'validator 2', 'validator 3'] as const
const MINERS = ['miner 0', 'miner 1', 'miner 2', 'miner 3', 'miner 4'] as const
export const PEOPLE = [OWNER, ...VALIDATORS, ...MINERS] as const
/** Some change their coldkey now and then: to their other one, and back. */
const MOVING: readonly string[] = ['miner 1', 'miner 2', 'miner 3', 'miner 4']
/** The others can be found under one name. */
export const SETTLED = PEOPLE.filter(name => !MOVING.includes(name))
const MOVED = ' moved'
export const otherColdkey = (name: string): string =>
  name.endsWith(MOVED) ? name.slice(0, -MOVED.length) : name + MOVED
export const COLDKEYS: readonly string[] = [...PEOPLE, ...MOVING.map(otherColdkey)]
const personOf = (coldkey: string): string => (coldkey.endsWith(MOVED) ? otherColdkey(coldkey) : coldkey)
/** Root speaks through this account. */
export const SUDO = 'sudo'
/** Everybody's second hotkey, which comes and goes. */
const spare = (name: string): string => `${name} spare`
export const hotkeysOf = (coldkey: string): readonly [string, string] => [
  hot(personOf(coldkey)),
  spare(personOf(coldkey)),
]
export const HOTKEYS = PEOPLE.flatMap(hotkeysOf)
/** Hotkeys that take each other's place: nobody means one that nobody owns. */
export const changingHotkeysOf = (coldkey: string): readonly string[] =>
  [1, 2, 3, 4].map(at => `${personOf(coldkey)} changing ${at}`)
const NAMES = new Map([...COLDKEYS, ...HOTKEYS].map(name => [account(name), name]))

/** What no pool refuses as too little. */
const ENOUGH = 3_000_000n
const ENDLESS = (1n << 64n) - 1n

export function busyNetwork(): Network {
  const network = new Network({
    subnets: 2,
    validators: VALIDATORS.length,
    miners: MINERS.length,
    tempo: TEMPO,
    newSubnet: {
      // Fewer seats than hotkeys, and prices that come down: there is always somebody to be replaced.
      MaxAllowedUids: 16,
      MinAllowedUids: 2,
      ImmunityPeriod: 3,
      MinNonImmuneUids: 1,
      MinBurn: 1_000_000,
      MaxBurn: 1_000_000_000,
      BurnHalfLife: 1,
      ServingRateLimit: 0,
    },
    values: {
      'SubtensorModule.OwnerHyperparamRateLimit': 0,
      'SubtensorModule.TxDelegateTakeRateLimit': 0,
      'SubtensorModule.TxChildkeyTakeRateLimit': 0,
      'SubtensorModule.PendingChildKeyCooldown': 3,
      'SubtensorModule.UnlockRate': 50,
      'SubtensorModule.MaturityRate': 50,
      'SubtensorModule.TxRateLimit': 0,
      'SubtensorModule.ColdkeySwapAnnouncementDelay': 1,
      'SubtensorModule.ColdkeySwapReannouncementDelay': 0,
      // Subnets that cost little again at once.
      'SubtensorModule.NetworkMinLockCost': 1_000_000_000,
      'SubtensorModule.NetworkLockReductionInterval': 1,
    },
  })
  for (const to of [account(SUDO), ...pursesOfMultisigs()]) {
    const purse = { dest: idAddress(to), value: Tao(1_000n * TAO) }
    network.must(OWNER, composeCall('Balances', 'transfer_keep_alive', purse))
  }
  for (const netuid of [ONE, TWO]) {
    const two = { netuid, mechanism_count: MechId(2) }
    network.sudo(callValue('AdminUtils', 'sudo_set_mechanism_count', two))
  }
  const enabled = { netuid: TWO, enabled: true }
  network.sudo(callValue('AdminUtils', 'sudo_set_commit_reveal_weights_enabled', enabled))
  return network
}

/** A promise of weights that a later call may keep. */
export interface Promised {
  readonly hotkey: string
  readonly epoch: bigint
  readonly uids: readonly number[]
  readonly values: readonly number[]
  readonly salt: readonly number[]
}

export interface Announced {
  readonly by: string
  readonly real: AccountId
  readonly hash: Hash
}

/** What people remember from block to block. */
export class Memory {
  /** By mechanism. */
  readonly promised: readonly [Promised[], Promised[]] = [[], []]
  readonly announced: Announced[] = []
}

export interface Position {
  readonly coldkey: string
  readonly hotkey: AccountId
  readonly netuid: NetUid
  readonly alpha: bigint
}

/** A state with what the open block has written so far. */
class Inside implements StateView {
  readonly #before: StateView
  readonly #block: OpenBlock

  constructor(before: StateView, block: OpenBlock) {
    this.#before = before
    this.#block = block
  }

  get(key: StorageKey): Uint8Array | undefined {
    const { changes } = this.#block
    return changes.has(key) ? changes.get(key) : this.#before.get(key)
  }

  keys(prefix: StorageKey): Iterable<StorageKey> {
    const found = new Set(this.#before.keys(prefix))
    for (const [key, value] of this.#block.changes) {
      if (!key.startsWith(prefix)) continue
      if (value === undefined) found.delete(key)
      else found.add(key)
    }
    return [...found].sort((a, b) => (a < b ? -1 : 1))
  }
}

export class Scene implements Reads {
  readonly state: StateView
  readonly draw: Draw
  readonly memory: Memory
  readonly number: number
  /** Whether this call is made without looking. */
  readonly wild: boolean

  constructor(before: StateView, block: OpenBlock, number: number, draw: Draw, memory: Memory) {
    this.state = new Inside(before, block)
    this.number = number
    this.draw = draw
    this.memory = memory
    this.wild = draw.oneIn(5)
  }

  /** Somebody's coldkey: of two the one that has the money, and one that is not about to be swapped. */
  person(): string {
    for (let i = 0; ; i++) {
      const name = this.#coldkeyOf(this.draw.pick(PEOPLE))
      if (i === 3 || this.wild || !this.announced(name)) return name
    }
  }

  /** The coldkeys of those who change them. */
  movers(): string[] {
    return MOVING.map(person => this.#coldkeyOf(person))
  }

  settled(): string {
    return this.draw.pick(SETTLED)
  }

  announced(name: string): boolean {
    return storage.SubtensorModule.ColdkeySwapAnnouncements.has(this, account(name))
  }

  #coldkeyOf(person: string): string {
    const other = otherColdkey(person)
    return MOVING.includes(person) && this.free(other) > this.free(person) ? other : person
  }

  /** One of a person's hotkeys; a stranger's when nobody looks. */
  hotkeyOf(name: string): AccountId {
    const owner = this.wild && this.draw.oneIn(3) ? this.person() : name
    return account(this.draw.pick(hotkeysOf(owner)))
  }

  anyHotkey(): AccountId {
    if (this.draw.oneIn(6)) {
      const owned = changingHotkeysOf(this.draw.pick(PEOPLE)).find(name => this.owned(account(name)))
      if (owned !== undefined) return account(owned)
    }
    return account(this.draw.pick(HOTKEYS))
  }

  owned(hotkey: AccountId): boolean {
    return storage.SubtensorModule.Owner.has(this, hotkey)
  }

  subnet(): NetUid {
    if (this.wild && this.draw.oneIn(3)) return NetUid(this.draw.pick([0, 3, 4_095, 65_535]))
    const passing = this.draw.oneIn(8) ? this.passing(true) : []
    return this.draw.pick(passing.length > 0 ? passing : [ONE, TWO])
  }

  /** Those of the passing subnets that there are; or those whose token is traded. */
  passing(traded = false): NetUid[] {
    const { NetworksAdded, SubtokenEnabled } = storage.SubtensorModule
    return PASSING.filter(netuid => (traded ? SubtokenEnabled : NetworksAdded).get(this, netuid))
  }

  subnetOrRoot(): NetUid {
    return this.draw.oneIn(4) ? ROOT : this.subnet()
  }

  free(name: string): bigint {
    return storage.System.Account.get(this, account(name)).data.free
  }

  /** Of `most`: usually a part that is worth the trouble; without looking, anything. */
  amount(most: bigint): bigint {
    const { draw } = this
    if (this.wild) return draw.pick([0n, 1n, most, most + 1n, ENDLESS, draw.upTo(3_000n * TAO)])
    if (most <= ENOUGH || draw.oneIn(10)) return most
    return ENOUGH + draw.upTo((most - ENOUGH) / (draw.oneIn(2) ? 2n : 50n))
  }

  /** A position with something in it, if a few looks find one. */
  position(where: readonly NetUid[] = [ROOT, ONE, TWO, ...this.passing()]): Position {
    let found = this.#look(where)
    for (let i = 0; i < 12 && found.alpha < 2n * ENOUGH; i++) found = this.#look(where)
    return found
  }

  #look(where: readonly NetUid[]): Position {
    const coldkey = this.person()
    const known = storage.SubtensorModule.StakingHotkeys.get(this, account(coldkey))
    const hotkey = known.length > 0 ? this.draw.pick(known) : this.anyHotkey()
    const netuid = this.draw.pick(where)
    const whole = stakeOf(this, hotkey, account(coldkey), netuid)
    return { coldkey, hotkey, netuid, alpha: whole }
  }

  /** Of a position, what no lock holds back. */
  unlocked({ coldkey, netuid, alpha }: Position): bigint {
    const { Lock } = storage.SubtensorModule
    // As of its last update, so at most this: a lock only falls by itself.
    const locked = [...Lock.entries(this, account(coldkey), netuid)].map(([, lock]) => lock.locked_mass)
    const held = locked.reduce((sum, mass) => sum + mass, 0n)
    return alpha > held ? alpha - held : alpha / 100n
  }

  /** rao per alpha, an arm's length from today's price. */
  limit(netuid: NetUid, side: 'above' | 'below'): bigint {
    const { draw } = this
    if (draw.oneIn(8)) return draw.upTo(4n * TAO)
    const pool = storage.SubtensorModule
    const alpha = pool.SubnetAlphaIn.get(this, netuid)
    const price = netuid === ROOT || alpha === 0n ? TAO : (pool.SubnetTAO.get(this, netuid) * TAO) / alpha
    return side === 'above' ? price * 2n + 1n : price / 3n
  }

  /** A name that has a seat there, and its number; a member with a permit if asked. */
  member(netuid: NetUid, permitted = false): { readonly name: string; readonly uid: number } {
    const permits = storage.SubtensorModule.ValidatorPermit.get(this, netuid)
    const count = storage.SubtensorModule.SubnetworkN.get(this, netuid)
    let [name, uid] = ['', 0]
    for (let i = 0; i < 16 && (name === '' || (permitted && !permits[uid])); i++) {
      uid = this.draw.below(Math.max(1, count))
      name = NAMES.get(storage.SubtensorModule.Keys.get(this, netuid, Uid(uid))) ?? ''
    }
    return { name: this.wild || name === '' ? this.draw.pick(HOTKEYS) : name, uid }
  }

  ownerOf(netuid: NetUid): string {
    const name = NAMES.get(storage.SubtensorModule.SubnetOwner.get(this, netuid))
    return this.wild || name === undefined ? this.person() : name
  }
}
