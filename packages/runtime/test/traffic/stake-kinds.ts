// What people do with TAO and alpha: sending, staking, unstaking, moving, locking, and naming who shares.
import { idAddress } from '@taonet/wire'
import { Alpha, callValue, type NetUid, storage, Tao } from '../../src/tables.ts'
import { account, TAO } from '../frame/chain.ts'
import type { Kind } from './kind.ts'
import { hotkeysOf, ONE, type Position, type Scene, TWO } from './scene.ts'

const TRADED = [ONE, TWO] as const
const other = (netuid: NetUid): NetUid => (netuid === ONE ? TWO : ONE)

/** Of what a person has, a little: the rest is for later. */
const spending = (scene: Scene, by: string): bigint => scene.amount(scene.free(by) / 40n)
const selling = (scene: Scene, from: Position): bigint => scene.amount(scene.unlocked(from))

/** A little of what is free to go, for nothing. */
const givingUp = (call: 'recycle_alpha' | 'burn_alpha'): Kind => ({
  name: `SubtensorModule.${call}`,
  make(scene) {
    const from = scene.position(TRADED)
    const { hotkey, netuid } = from
    const amount = Alpha(scene.amount(scene.unlocked(from) / 20n))
    return { by: from.coldkey, call: callValue('SubtensorModule', call, { hotkey, amount, netuid }) }
  },
})

export const transfers: readonly Kind[] = [
  {
    name: 'Balances.transfer_allow_death',
    make(scene) {
      const by = scene.person()
      const dest = idAddress(account(scene.person()))
      const value = Tao(spending(scene, by))
      return { by, call: callValue('Balances', 'transfer_allow_death', { dest, value }) }
    },
  },
  {
    // Coldkeys keep their hotkeys able to pay fees.
    name: 'Balances.transfer_keep_alive',
    make(scene) {
      const by = scene.person()
      const dest = idAddress(scene.hotkeyOf(by))
      const value = Tao(scene.wild ? spending(scene, by) : TAO + scene.draw.upTo(TAO))
      return { by, call: callValue('Balances', 'transfer_keep_alive', { dest, value }) }
    },
  },
  {
    // And hotkeys give back what they have.
    name: 'Balances.transfer_all',
    make(scene) {
      let owner = scene.person()
      let by = scene.draw.pick(hotkeysOf(owner))
      for (let i = 0; i < 12 && scene.free(by) < TAO / 2n; i++) {
        owner = scene.person()
        by = scene.draw.pick(hotkeysOf(owner))
      }
      const args = { dest: idAddress(account(owner)), keep_alive: !scene.draw.oneIn(4) }
      return { by, call: callValue('Balances', 'transfer_all', args) }
    },
  },
]

export const stakes: readonly Kind[] = [
  {
    name: 'SubtensorModule.add_stake',
    make(scene) {
      const by = scene.person()
      const amount_staked = Tao(spending(scene, by))
      const args = { hotkey: scene.anyHotkey(), netuid: scene.subnetOrRoot(), amount_staked }
      return { by, call: callValue('SubtensorModule', 'add_stake', args) }
    },
  },
  {
    name: 'SubtensorModule.add_stake_limit',
    make(scene) {
      const by = scene.person()
      const netuid = scene.subnetOrRoot()
      const args = {
        hotkey: scene.anyHotkey(),
        netuid,
        amount_staked: Tao(spending(scene, by)),
        limit_price: Tao(scene.limit(netuid, 'above')),
        allow_partial: scene.draw.oneIn(2),
      }
      return { by, call: callValue('SubtensorModule', 'add_stake_limit', args) }
    },
  },
  {
    name: 'SubtensorModule.remove_stake',
    make(scene) {
      const from = scene.position()
      const { hotkey, netuid } = from
      const args = { hotkey, netuid, amount_unstaked: Alpha(selling(scene, from)) }
      return { by: from.coldkey, call: callValue('SubtensorModule', 'remove_stake', args) }
    },
  },
  {
    name: 'SubtensorModule.remove_stake_limit',
    make(scene) {
      const from = scene.position()
      const { hotkey, netuid } = from
      const args = {
        hotkey,
        netuid,
        amount_unstaked: Alpha(selling(scene, from)),
        limit_price: Tao(scene.limit(netuid, 'below')),
        allow_partial: scene.draw.oneIn(2),
      }
      return { by: from.coldkey, call: callValue('SubtensorModule', 'remove_stake_limit', args) }
    },
  },
  {
    name: 'SubtensorModule.remove_stake_full_limit',
    make(scene) {
      const { coldkey, hotkey, netuid } = scene.position()
      const limit_price = scene.draw.oneIn(2) ? Tao(scene.limit(netuid, 'below')) : undefined
      const args = { hotkey, netuid, limit_price }
      return { by: coldkey, call: callValue('SubtensorModule', 'remove_stake_full_limit', args) }
    },
  },
  {
    name: 'SubtensorModule.unstake_all',
    make(scene) {
      const { coldkey, hotkey } = scene.position()
      return { by: coldkey, call: callValue('SubtensorModule', 'unstake_all', { hotkey }) }
    },
  },
  {
    name: 'SubtensorModule.unstake_all_alpha',
    make(scene) {
      const { coldkey, hotkey } = scene.position(TRADED)
      return { by: coldkey, call: callValue('SubtensorModule', 'unstake_all_alpha', { hotkey }) }
    },
  },
  {
    name: 'SubtensorModule.move_stake',
    make(scene) {
      const from = scene.position()
      const args = {
        origin_hotkey: from.hotkey,
        destination_hotkey: scene.anyHotkey(),
        origin_netuid: from.netuid,
        destination_netuid: scene.draw.oneIn(2) ? from.netuid : scene.subnetOrRoot(),
        alpha_amount: Alpha(selling(scene, from)),
      }
      return { by: from.coldkey, call: callValue('SubtensorModule', 'move_stake', args) }
    },
  },
  {
    name: 'SubtensorModule.transfer_stake',
    make(scene) {
      const from = scene.position()
      const args = {
        destination_coldkey: account(scene.person()),
        hotkey: from.hotkey,
        origin_netuid: from.netuid,
        destination_netuid: scene.draw.oneIn(2) ? from.netuid : scene.subnetOrRoot(),
        alpha_amount: Alpha(selling(scene, from)),
      }
      return { by: from.coldkey, call: callValue('SubtensorModule', 'transfer_stake', args) }
    },
  },
  {
    name: 'SubtensorModule.swap_stake',
    make(scene) {
      const from = scene.position()
      const args = {
        hotkey: from.hotkey,
        origin_netuid: from.netuid,
        destination_netuid: scene.wild ? scene.subnetOrRoot() : other(from.netuid),
        alpha_amount: Alpha(selling(scene, from)),
      }
      return { by: from.coldkey, call: callValue('SubtensorModule', 'swap_stake', args) }
    },
  },
  {
    name: 'SubtensorModule.swap_stake_limit',
    make(scene) {
      const from = scene.position(TRADED)
      const args = {
        hotkey: from.hotkey,
        origin_netuid: from.netuid,
        destination_netuid: other(from.netuid),
        alpha_amount: Alpha(selling(scene, from)),
        // A ratio of prices, which are never ten times apart here.
        limit_price: Tao(scene.draw.oneIn(6) ? scene.draw.upTo(2n * TAO) : TAO / 10n),
        allow_partial: scene.draw.oneIn(2),
      }
      return { by: from.coldkey, call: callValue('SubtensorModule', 'swap_stake_limit', args) }
    },
  },
  givingUp('recycle_alpha'),
  givingUp('burn_alpha'),
  {
    name: 'SubtensorModule.add_stake_burn',
    make(scene) {
      const by = scene.person()
      const netuid = scene.subnet()
      const limit = scene.draw.oneIn(2) ? Tao(scene.limit(netuid, 'above')) : undefined
      const args = { hotkey: scene.anyHotkey(), netuid, amount: Tao(spending(scene, by) / 10n), limit }
      return { by, call: callValue('SubtensorModule', 'add_stake_burn', args) }
    },
  },
  {
    name: 'SubtensorModule.claim_root',
    make: scene => ({
      by: scene.person(),
      call: callValue('SubtensorModule', 'claim_root', { subnets: scene.wild ? [] : [...TRADED] }),
    }),
  },
  {
    name: 'SubtensorModule.set_root_claim_type',
    make(scene) {
      const new_root_claim_type = scene.draw.pick([
        { type: 'Swap', value: undefined },
        { type: 'Keep', value: undefined },
        { type: 'KeepSubnets', value: { subnets: scene.wild ? [] : [scene.draw.pick(TRADED)] } },
      ] as const)
      const call = callValue('SubtensorModule', 'set_root_claim_type', { new_root_claim_type })
      return { by: scene.person(), call }
    },
  },
  {
    name: 'SubtensorModule.set_coldkey_auto_stake_hotkey',
    make(scene) {
      const args = { netuid: scene.subnet(), hotkey: scene.anyHotkey() }
      return { by: scene.person(), call: callValue('SubtensorModule', 'set_coldkey_auto_stake_hotkey', args) }
    },
  },
]

export const locks: readonly Kind[] = [
  {
    name: 'SubtensorModule.lock_stake',
    make(scene) {
      const { coldkey, netuid, hotkey, alpha } = scene.position(TRADED)
      const locked = [...storage.SubtensorModule.Lock.entries(scene, account(coldkey), netuid)][0]?.[0][2]
      const args = {
        hotkey: scene.wild ? hotkey : (locked ?? hotkey),
        netuid,
        amount: Alpha(scene.amount(alpha / 50n)),
      }
      return { by: coldkey, call: callValue('SubtensorModule', 'lock_stake', args) }
    },
  },
  {
    name: 'SubtensorModule.move_lock',
    make(scene) {
      const args = { destination_hotkey: scene.anyHotkey(), netuid: scene.subnet() }
      return { by: scene.person(), call: callValue('SubtensorModule', 'move_lock', args) }
    },
  },
  {
    name: 'SubtensorModule.set_perpetual_lock',
    make(scene) {
      const args = { netuid: scene.subnet(), enabled: scene.draw.oneIn(3) }
      return { by: scene.person(), call: callValue('SubtensorModule', 'set_perpetual_lock', args) }
    },
  },
  {
    name: 'SubtensorModule.set_reject_locked_alpha',
    make: scene => ({
      by: scene.person(),
      call: callValue('SubtensorModule', 'set_reject_locked_alpha', { enabled: scene.draw.oneIn(3) }),
    }),
  },
]

const MAX_TAKE = 11_796

export const shares: readonly Kind[] = [
  {
    name: 'SubtensorModule.increase_take',
    make(scene) {
      const by = scene.person()
      const hotkey = scene.hotkeyOf(by)
      const now = storage.SubtensorModule.Delegates.get(scene, hotkey)
      const take = now + 1 + scene.draw.below(scene.wild ? 65_535 - now : Math.max(1, MAX_TAKE - now))
      return { by, call: callValue('SubtensorModule', 'increase_take', { hotkey, take }) }
    },
  },
  {
    name: 'SubtensorModule.decrease_take',
    make(scene) {
      const by = scene.person()
      const hotkey = scene.hotkeyOf(by)
      const now = storage.SubtensorModule.Delegates.get(scene, hotkey)
      const take = scene.wild ? scene.draw.below(65_536) : scene.draw.below(Math.max(1, now))
      return { by, call: callValue('SubtensorModule', 'decrease_take', { hotkey, take }) }
    },
  },
  {
    name: 'SubtensorModule.set_childkey_take',
    make(scene) {
      const by = scene.person()
      const take = scene.draw.below(scene.wild ? 65_536 : MAX_TAKE)
      const args = { hotkey: scene.hotkeyOf(by), netuid: scene.subnet(), take }
      return { by, call: callValue('SubtensorModule', 'set_childkey_take', args) }
    },
  },
  {
    name: 'SubtensorModule.set_children',
    make(scene) {
      const by = scene.person()
      const count = scene.draw.below(4)
      const children = Array.from({ length: count }, (): [bigint, ReturnType<typeof account>] => [
        scene.wild ? scene.amount(1n << 63n) : 1n + scene.draw.upTo(1n << 61n),
        scene.anyHotkey(),
      ])
      const args = { hotkey: scene.hotkeyOf(by), netuid: scene.subnet(), children }
      return { by, call: callValue('SubtensorModule', 'set_children', args) }
    },
  },
  {
    name: 'SubtensorModule.set_auto_parent_delegation_enabled',
    make(scene) {
      const by = scene.person()
      const args = { hotkey: scene.hotkeyOf(by), enabled: scene.draw.oneIn(2) }
      return { by, call: callValue('SubtensorModule', 'set_auto_parent_delegation_enabled', args) }
    },
  },
]
